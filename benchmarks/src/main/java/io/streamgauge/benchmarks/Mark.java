package io.streamgauge.benchmarks;

import java.util.Arrays;

/**
 * Counters of a process at a moment.
 *
 * @param cpuNanos CPU time since its start
 * @param kafkaBytes payload bytes found to be Kafka
 * @param telemetryBytes serialised batches
 */
record Mark(long cpuNanos, long packets, long drops, long kafkaBytes, long telemetryBytes) {
  /** One line. */
  @Override
  public String toString() {
    return cpuNanos + " " + packets + " " + drops + " " + kafkaBytes + " " + telemetryBytes;
  }

  /** Reads {@link #toString} again. */
  static Mark parse(String line) {
    long[] values = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    return new Mark(values[0], values[1], values[2], values[3], values[4]);
  }

  /** What was added since an earlier one. */
  Mark since(Mark before) {
    return new Mark(
        cpuNanos - before.cpuNanos,
        packets - before.packets,
        drops - before.drops,
        kafkaBytes - before.kafkaBytes,
        telemetryBytes - before.telemetryBytes);
  }
}
