/**
 * How much the Flink jobs take: a made-up cluster of any size, what its agents would tell, and the
 * traffic job over it with a stopwatch.
 *
 * <p>No bus and no packets: what agents and the way over Kafka cost is measured elsewhere.
 */
package io.streamgauge.benchmarks.jobs;
