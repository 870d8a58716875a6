/**
 * A cluster as a whole: its brokers, topics and leaders, and how much of its traffic was seen.
 *
 * <p>Low-rate facts only; traffic itself is summed elsewhere.
 */
package io.streamgauge.jobs.cluster;
