/**
 * JMH benchmarks of the hot path, each beside kafka-clients' own parser where that does the same
 * work. {@code benchmarks/README.md} says how to run them and holds the last tables.
 *
 * <p>Beside them: what whole processes cost that capture ({@code AgentBenchmark}) or read files
 * ({@code ReadBenchmark}). Not here: anything that other modules depend on.
 */
package io.streamgauge.benchmarks;
