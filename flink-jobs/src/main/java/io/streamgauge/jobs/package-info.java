/**
 * The Flink jobs: events in, results out. {@link io.streamgauge.jobs.TrafficPipeline} composes the
 * operators as a pure function of streams; the mains beside it give it a bus or a file.
 *
 * <p>No wall clock decides a result, and nothing here knows the Kafka protocol or how packets were
 * captured. Statuses, scaling advice and alerts are not here yet.
 */
package io.streamgauge.jobs;
