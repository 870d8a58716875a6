/**
 * A cluster as a whole: its brokers, topics and leaders, and how much of its traffic was seen.
 *
 * <p>{@link io.streamgauge.jobs.cluster.Clusters} is the operator; topics, brokers and groups keep
 * a book each, out of which what has long been silent expires. Low-rate facts only; traffic itself
 * is summed elsewhere.
 */
package io.streamgauge.jobs.cluster;
