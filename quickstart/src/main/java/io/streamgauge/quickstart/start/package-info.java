/**
 * What makes the command start quickly: the build lets {@link
 * io.streamgauge.quickstart.start.Rehearsal} load classes and archives them. Not used when the
 * command runs.
 */
package io.streamgauge.quickstart.start;
