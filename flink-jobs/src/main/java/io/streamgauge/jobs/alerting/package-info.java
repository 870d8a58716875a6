/**
 * The alert pipeline on Flink: which results concern which alert, and the timers and state around
 * {@code io.streamgauge.jobs.alerts}, which decides.
 */
package io.streamgauge.jobs.alerting;
