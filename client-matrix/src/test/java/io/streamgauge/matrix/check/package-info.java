/**
 * What must agree between capture, broker and client for each scenario. A check lists differences,
 * each with both sides; none is what is asked for.
 */
package io.streamgauge.matrix.check;
