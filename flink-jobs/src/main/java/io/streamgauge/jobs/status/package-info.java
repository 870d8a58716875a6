/**
 * Whether a consumer group keeps up, and if not, how it fails: the lag status of each partition,
 * decided every 10 s of event time from what was known at that time, and the group's as the worst
 * of them. Also the views of a group ({@link io.streamgauge.jobs.status.GroupSnapshot}) that
 * scaling advice and alerts read.
 *
 * <p>Plain Java: imports no Flink and reads no clock. What facts mean is decided in {@code
 * io.streamgauge.jobs.lag}; who feeds it and tells its results is {@code
 * io.streamgauge.jobs.offsets}.
 */
package io.streamgauge.jobs.status;
