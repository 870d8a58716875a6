package io.streamgauge.exporters.cli;

import io.streamgauge.exporters.compare.Comparison;
import io.streamgauge.exporters.compare.Sample;
import io.streamgauge.exporters.compare.Scrape;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds another exporter's page beside ours. */
@Command(
    name = "compare",
    description = {
      "Scrapes another exporter of consumer lag (kafka_exporter, Burrow, KMinion) beside this one"
          + " and prints, series by series, whether they say the same.",
      "Exits with 1 if a series differs or is missing on a side. Offsets move between two scrapes:"
          + " compare while it is quiet, or with --tolerance. docs/migrate.md says what stands for"
          + " what."
    },
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--with",
      paramLabel = "URL",
      required = true,
      description = "The other exporter's page, such as http://kafka-exporter:9308/metrics.")
  private String with;

  @Option(
      names = "--with-auth",
      paramLabel = "FILE",
      description = "File with one line USER:PASSWORD for the other exporter (basic auth).")
  private Path withAuth;

  @Option(
      names = "--with-ca",
      paramLabel = "FILE",
      description =
          "Certificates (PEM) to trust for HTTPS with the other exporter."
              + " Default: the authorities that Java knows.")
  private Path withCa;

  @Option(
      names = "--ours",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:9404/metrics",
      description = "This exporter's page. Default: ${DEFAULT-VALUE}.")
  private String ours;

  @Option(
      names = "--ours-auth",
      paramLabel = "FILE",
      description = "File with one line USER:PASSWORD for this exporter (basic auth).")
  private Path oursAuth;

  @Option(
      names = "--ours-ca",
      paramLabel = "FILE",
      description =
          "Certificates (PEM) to trust for HTTPS with this exporter."
              + " Default: the authorities that Java knows.")
  private Path oursCa;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Which kafka_cluster of ours to compare. Default: the only one there is.")
  private String cluster;

  @Option(
      names = "--tolerance",
      paramLabel = "RATIO",
      defaultValue = "0",
      description =
          "Values that differ by no more than this share of the larger count as equal, 0 to 1."
              + " Default: ${DEFAULT-VALUE}.")
  private double tolerance;

  @Option(names = "--differences", description = "Leave out series that are equal.")
  private boolean differences;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!(tolerance >= 0 && tolerance <= 1)) {
      throw wrong("--tolerance must be between 0 and 1, not " + tolerance);
    }
    URI here = url("--ours", ours);
    URI there = url("--with", with);
    Scrape scrapeHere = scrape("--ours", oursAuth, oursCa);
    Scrape scrapeThere = scrape("--with", withAuth, withCa);
    // One right after the other: what moves between them shows as a difference.
    List<Sample> ourSamples = scrapeHere.get(here);
    List<Sample> theirSamples = scrapeThere.get(there);
    List<Comparison.Line> lines;
    try {
      lines = new Comparison(cluster, tolerance).of(ourSamples, theirSamples);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    lines.stream()
        .filter(line -> !differences || line.state() != Comparison.State.EQUAL)
        .forEach(line -> out.println(text(line)));
    out.println(summary(lines));
    out.flush();
    return lines.stream().allMatch(line -> line.state() == Comparison.State.EQUAL) ? 0 : 1;
  }

  private URI url(String option, String text) {
    return ServerUrl.of(spec.commandLine(), option, text, "http://localhost:9308/metrics");
  }

  private Scrape scrape(String side, Path auth, Path ca) {
    HttpAccess access = new HttpAccess(spec.commandLine());
    return new Scrape(access.authorization(side + "-auth", auth), access.trusted(side + "-ca", ca));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String text(Comparison.Line line) {
    return switch (line.state()) {
      case EQUAL -> "equal          %s %s".formatted(line.series(), number(line.ours()));
      case DIFFERS ->
          "differs by     %s %s: ours %s, theirs %s"
              .formatted(
                  line.series(),
                  number(line.ours() - line.theirs()),
                  number(line.ours()),
                  number(line.theirs()));
      case MISSING_HERE ->
          "missing here   %s: theirs %s".formatted(line.series(), number(line.theirs()));
      case MISSING_THERE ->
          "missing there  %s: ours %s".formatted(line.series(), number(line.ours()));
    };
  }

  /** Without the decimals of whole numbers, and without exponents. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  private static String summary(List<Comparison.Line> lines) {
    Map<Comparison.State, Long> counts =
        lines.stream()
            .collect(Collectors.groupingBy(Comparison.Line::state, Collectors.counting()));
    return "%d equal, %d differ, %d missing here, %d missing there"
        .formatted(
            counts.getOrDefault(Comparison.State.EQUAL, 0L),
            counts.getOrDefault(Comparison.State.DIFFERS, 0L),
            counts.getOrDefault(Comparison.State.MISSING_HERE, 0L),
            counts.getOrDefault(Comparison.State.MISSING_THERE, 0L));
  }
}
