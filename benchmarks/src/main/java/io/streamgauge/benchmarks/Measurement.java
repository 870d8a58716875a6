package io.streamgauge.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one JVM measured of one contest. Indexes: 0 streamgauge, 1 kafka-clients to the same
 * outcome, 2 kafka-clients' bare parser.
 *
 * @param segment bytes per piece; 0: whole frames
 * @param nanos per exchange
 * @param bytes allocated per exchange
 */
@SuppressWarnings("ArrayRecordComponent") // lives for a moment, is never compared
record Measurement(Traffic traffic, int segment, double[] nanos, double[] bytes) {
  private static final int SIDES = 3;

  /** One line. */
  @Override
  public String toString() {
    return traffic
        + " "
        + segment
        + Stream.of(nanos, bytes)
            .flatMap(values -> Arrays.stream(values).boxed())
            .map(value -> String.format(Locale.ROOT, " %.2f", value))
            .collect(Collectors.joining());
  }

  /** Reads {@link #toString} again. */
  static Measurement parse(String line) {
    String[] words = line.trim().split(" ");
    double[] values = Arrays.stream(words).skip(2).mapToDouble(Double::parseDouble).toArray();
    return new Measurement(
        Traffic.valueOf(words[0]),
        Integer.parseInt(words[1]),
        Arrays.copyOf(values, SIDES),
        Arrays.copyOfRange(values, SIDES, values.length));
  }

  /** The medians of several, side by side. */
  static Measurement median(List<Measurement> all) {
    Measurement any = all.get(0);
    return new Measurement(
        any.traffic,
        any.segment,
        medians(all, Measurement::nanos),
        medians(all, Measurement::bytes));
  }

  private static double[] medians(List<Measurement> all, Function<Measurement, double[]> values) {
    return IntStream.range(0, SIDES)
        .mapToDouble(
            side ->
                Interleaved.median(
                    all.stream().mapToDouble(each -> values.apply(each)[side]).toArray()))
        .toArray();
  }

  /** How many times faster than another side ours is. */
  double ratio(int side) {
    return nanos[side] / nanos[0];
  }
}
