/**
 * JMH benchmarks of the hot path, each beside kafka-clients' own parser where that does the same
 * work. {@code benchmarks/README.md} says how to run them and holds the last tables.
 *
 * <p>Not here: whole processes under load, and anything that other modules depend on.
 */
package io.streamgauge.benchmarks;
