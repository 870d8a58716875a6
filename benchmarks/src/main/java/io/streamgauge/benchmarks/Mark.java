package io.streamgauge.benchmarks;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Counters of a process at a moment.
 *
 * @param cpuNanos CPU time since its start
 * @param compilerNanos the part of it that went into compiling
 * @param packets that reached it
 * @param drops packets that the kernel had no room for
 * @param bytes payload bytes found to be Kafka, or counted
 * @param telemetryBytes serialised batches
 */
record Mark(
    long cpuNanos, long compilerNanos, long packets, long drops, long bytes, long telemetryBytes) {
  /** One line. */
  @Override
  public String toString() {
    return LongStream.of(cpuNanos, compilerNanos, packets, drops, bytes, telemetryBytes)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(" "));
  }

  /** Reads {@link #toString} again. */
  static Mark parse(String line) {
    long[] values = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    return new Mark(values[0], values[1], values[2], values[3], values[4], values[5]);
  }

  /** The same with times. */
  Mark at(ThreadTimes times) {
    return new Mark(times.all(), times.compilers(), packets, drops, bytes, telemetryBytes);
  }

  /** What was added since an earlier one. */
  Mark since(Mark before) {
    return new Mark(
        cpuNanos - before.cpuNanos,
        compilerNanos - before.compilerNanos,
        packets - before.packets,
        drops - before.drops,
        bytes - before.bytes,
        telemetryBytes - before.telemetryBytes);
  }

  /** Share of the CPU time that went into compiling, 0 to 1. */
  double compiling() {
    return cpuNanos == 0 ? 0 : (double) compilerNanos / cpuNanos;
  }
}
