/**
 * The commands that documents show in fenced blocks: each is run where it needs no cluster, and
 * checked against what there is where it needs one.
 */
package io.streamgauge.quickstart.documents;
