/**
 * The operators that feed {@code io.streamgauge.jobs.lag}: one per producer id, per partition and
 * per group.
 *
 * <p>They hold state, timers and the wording of results; what offsets mean is decided in the lag
 * package.
 */
package io.streamgauge.jobs.offsets;
