/**
 * Names for what the wire gives as ids and addresses, and the way of each event to its operators.
 *
 * <p>{@link io.streamgauge.jobs.resolve.Gate} decides whether an event can go or waits; {@link
 * io.streamgauge.jobs.resolve.EventRouter} says what it becomes; {@link
 * io.streamgauge.jobs.resolve.Resolve} is the operator around them. What is remembered of names is
 * bounded. Nothing is summed across batches here.
 */
package io.streamgauge.jobs.resolve;
