/**
 * Series: increments summed per key without a window, told at most once per event second, stamped
 * with the lineage of the state they come from.
 *
 * <p>Does not know what a metric means; the operators that produce increments do.
 */
package io.streamgauge.jobs.series;
