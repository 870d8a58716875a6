package io.streamgauge.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints how our decoder compares with kafka-clients' parser, each pair measured in JVMs of its own
 * by {@link Interleaved}.
 *
 * <p>Arguments: names of {@link Traffic}, by default all; {@code --forks N} JVMs per pair, 1 by
 * default; {@code --check} to exit with 1 when a {@link Bar} is missed.
 */
public final class Compare {
  private static final int[] SEGMENTS = {0, 65_536, 1_448};

  private final List<Traffic> traffics = new ArrayList<>();
  private int forks = 1;
  private boolean check;

  private Compare() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Compare compare = new Compare();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--check" -> compare.check = true;
        case "--forks" -> compare.forks = Integer.parseInt(args[++i]);
        default -> compare.traffics.add(Traffic.valueOf(args[i].toUpperCase(Locale.ROOT)));
      }
    }
    System.exit(compare.run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    System.out.println(
        """
        Times in ns of CPU time. Ratio: kafka-clients / streamgauge, above 1 we are faster.

        | exchange | pieces | streamgauge | per partition | per batch | B | kafka-clients | B \
        | ratio | bar | bare parser | ratio |
        |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\
        """);
    boolean met = true;
    for (Traffic traffic : traffics.isEmpty() ? List.of(Traffic.values()) : traffics) {
      for (int segment : SEGMENTS) {
        if (segment == 0 || traffic.isLarge()) {
          Measurement measured = measure(traffic, segment);
          Bar bar = Bar.of(measured);
          System.out.println(row(measured, bar));
          met &= bar.isMet(measured);
        }
      }
    }
    if (!met) {
      System.out.println("\nA bar marked with ! is missed.");
    }
    return met || !check;
  }

  /** The medians over the forks. */
  private Measurement measure(Traffic traffic, int segment)
      throws IOException, InterruptedException {
    List<Measurement> all = new ArrayList<>();
    for (int fork = 0; fork < forks; fork++) {
      all.add(fork(traffic, segment));
    }
    return Measurement.median(all);
  }

  private static Measurement fork(Traffic traffic, int segment)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Interleaved.class.getName(),
                traffic.name(),
                Integer.toString(segment))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String line;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      line = lines.readLine();
    }
    if (process.waitFor() != 0 || line == null) {
      throw new IOException(traffic + " in pieces of " + segment + " failed");
    }
    return Measurement.parse(line);
  }

  private static String row(Measurement measured, Bar bar) {
    Traffic traffic = measured.traffic();
    double ours = measured.nanos()[0];
    List<String> cells =
        Arrays.asList(
            traffic.title(),
            measured.segment() == 0 ? "whole" : measured.segment() + " B",
            whole(ours),
            traffic.partitions() == 0 ? "–" : whole(ours / traffic.partitions()),
            traffic.batches() == 0 ? "–" : whole(ours / traffic.batches()),
            whole(measured.bytes()[0]),
            whole(measured.nanos()[1]),
            whole(measured.bytes()[1]),
            ratio(measured.ratio(1)),
            bar + (bar.isMet(measured) ? "" : " !"),
            whole(measured.nanos()[2]),
            ratio(measured.ratio(2)));
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /**
   * What must be reached.
   *
   * @param ratio least ratio to kafka-clients brought to the same outcome
   * @param allocation most bytes per exchange; below one, as a JIT compiler may still be at work
   */
  private record Bar(double ratio, double allocation) {
    static Bar of(Measurement measured) {
      double ratio = measured.segment() > 0 ? 3.0 : measured.traffic().isLarge() ? 1.3 : 1.0;
      return new Bar(ratio, 1);
    }

    boolean isMet(Measurement measured) {
      return measured.ratio(1) >= ratio && measured.bytes()[0] < allocation;
    }

    @Override
    public String toString() {
      return "≥ " + ratio;
    }
  }
}
