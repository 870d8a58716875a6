package io.streamgauge.benchmarks;

import static io.streamgauge.benchmarks.CaptureReader.STREAMGAUGE;
import static io.streamgauge.benchmarks.CaptureReader.TCPDUMP;
import static io.streamgauge.benchmarks.CaptureReader.TSHARK;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Writes captures, has all {@link CaptureReader}s read them by turns, and makes rows of it. */
final class ReadContest {
  /** The two lines on top of the rows. */
  static final String HEADER =
      """
      | capture | measure | tool | s | lowest – highest | CPU s | ratio | bar |
      |---|---|---|--:|--:|--:|--:|--:|""";

  private static final double GIGA = 1e9;
  private static final double TIMES_TSHARK_BULK = 3;
  private static final double TIMES_TSHARK_SMALL = 20;
  private static final double TIMES_TCPDUMP = 1 / 4.0;
  private static final int BULK_CONNECTIONS = 4;
  private static final int SMALL_CONNECTIONS = 10;
  private static final int SAMPLE_EXCHANGES = 100;

  /**
   * How large the captures are.
   *
   * @param bulk bytes of the bulk capture
   * @param large bytes of the one with which it makes the slope
   * @param packets of the capture of small requests
   */
  record Size(long bulk, long large, long packets) {
    /** What the bars are held against. */
    static final Size FULL = new Size(1_050_000_000L, 4_200_000_000L, 5_000_000);
  }

  private interface End {
    boolean isReached(CaptureWriter written, long exchanges);
  }

  private final Path folder;
  private final Size size;
  private final int rounds;
  private final List<String> streamgauge;
  private boolean missed;

  /**
   * @param folder where the captures go; the caller deletes them
   * @param streamgauge the command line up to the subcommand
   */
  ReadContest(Path folder, Size size, int rounds, List<String> streamgauge) {
    this.folder = folder;
    this.size = size;
    this.rounds = rounds;
    this.streamgauge = List.copyOf(streamgauge);
  }

  /** Whether a bar was missed so far. */
  boolean isMissed() {
    return missed;
  }

  /**
   * Produce and fetch of 1 MB by turns, in batches of 130 KB.
   *
   * @throws IOException if a program fails, or finds something else than was written
   */
  List<String> bulk() throws IOException, InterruptedException {
    List<Frames> frames = OldClient.bulk();
    sample("bulk", frames, BULK_CONNECTIONS);
    Path capture =
        write("bulk", frames, BULK_CONNECTIONS, (to, exchanges) -> to.bytes() >= size.bulk);
    Path large =
        write("large", frames, BULK_CONNECTIONS, (to, exchanges) -> to.bytes() >= size.large);
    double gigabytes = (Files.size(large) - Files.size(capture)) / GIGA;
    Map<CaptureReader, List<WholeProcess>> whole = new EnumMap<>(CaptureReader.class);
    Map<CaptureReader, List<WholeProcess>> slope = new EnumMap<>(CaptureReader.class);
    for (int round = 0; round < rounds; round++) {
      for (CaptureReader reader : turn(round)) {
        WholeProcess once = WholeProcess.of(reader.command(streamgauge, capture));
        add(whole, reader, once);
        if (reader != TSHARK) {
          WholeProcess more = WholeProcess.of(reader.command(streamgauge, large));
          add(slope, reader, more.since(once).dividedBy(gigabytes));
        }
      }
    }
    String title = String.format(Locale.ROOT, "%.2f GB bulk", Files.size(capture) / GIGA);
    List<String> rows = rows(title, "whole process", whole, Map.of(TSHARK, TIMES_TSHARK_BULK));
    rows.addAll(rows(title, "per further GB", slope, Map.of(TCPDUMP, TIMES_TCPDUMP)));
    return rows;
  }

  /**
   * Produce requests of 200 bytes and their answers, a packet each.
   *
   * @throws IOException if a program fails, or finds something else than was written
   */
  List<String> small() throws IOException, InterruptedException {
    List<Frames> frames = OldClient.small();
    sample("small", frames, SMALL_CONNECTIONS);
    Path capture =
        write("small", frames, SMALL_CONNECTIONS, (to, exchanges) -> to.packets() >= size.packets);
    Map<CaptureReader, List<WholeProcess>> whole = new EnumMap<>(CaptureReader.class);
    for (int round = 0; round < rounds; round++) {
      for (CaptureReader reader : turn(round)) {
        add(whole, reader, WholeProcess.of(reader.command(streamgauge, capture)));
      }
    }
    String title = String.format(Locale.ROOT, "%,d small packets", size.packets);
    return rows(title, "whole process", whole, Map.of(TSHARK, TIMES_TSHARK_SMALL));
  }

  private static List<CaptureReader> turn(int round) {
    List<CaptureReader> order = new ArrayList<>(List.of(CaptureReader.values()));
    Collections.rotate(order, round);
    return order;
  }

  private static void add(
      Map<CaptureReader, List<WholeProcess>> to, CaptureReader reader, WholeProcess one) {
    to.computeIfAbsent(reader, any -> new ArrayList<>()).add(one);
  }

  /** Both decoders must find what is in there, or they are not compared. */
  private void sample(String name, List<Frames> frames, int connections)
      throws IOException, InterruptedException {
    Path capture =
        write(
            name + "-sample",
            frames,
            connections,
            (to, exchanges) -> exchanges == SAMPLE_EXCHANGES);
    String read = WholeProcess.everything(STREAMGAUGE.command(streamgauge, capture));
    if (!read.contains(SAMPLE_EXCHANGES + " exchanges and 0 anomalies")) {
      throw new IOException("read finds something else than was written: " + read);
    }
    long ids = CaptureReader.framesOf(WholeProcess.output(TSHARK.command(streamgauge, capture)));
    if (ids != 2L * SAMPLE_EXCHANGES) {
      throw new IOException("tshark finds " + ids + " frames of " + 2 * SAMPLE_EXCHANGES);
    }
  }

  private Path write(String name, List<Frames> frames, int connections, End end)
      throws IOException {
    Path path = folder.resolve(name + ".pcap");
    try (CaptureWriter to = new CaptureWriter(path, connections, CaptureWriter.LARGEST_SEGMENT)) {
      for (long done = 0; !end.isReached(to, done); done++) {
        long turn = done / connections;
        to.exchange((int) (done % connections), frames.get((int) (turn % frames.size())));
      }
    }
    return path;
  }

  /** Ratio: the other's time ÷ ours; bars are held against it from below. */
  private List<String> rows(
      String capture,
      String measure,
      Map<CaptureReader, List<WholeProcess>> all,
      Map<CaptureReader, Double> bars) {
    double ours = median(all.get(STREAMGAUGE), WholeProcess::seconds);
    List<String> rows = new ArrayList<>();
    all.forEach(
        (reader, values) -> {
          double ratio = median(values, WholeProcess::seconds) / ours;
          Double bar = bars.get(reader);
          // Written so that a ratio that is no number misses it too.
          boolean isMissed = bar != null && !(ratio >= bar);
          missed |= isMissed;
          rows.add(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %s | %.3f | %.3f – %.3f | %.3f | %s | %s |",
                  capture,
                  measure,
                  reader.title(),
                  median(values, WholeProcess::seconds),
                  values.stream().mapToDouble(WholeProcess::seconds).min().orElseThrow(),
                  values.stream().mapToDouble(WholeProcess::seconds).max().orElseThrow(),
                  median(values, WholeProcess::cpuSeconds),
                  reader == STREAMGAUGE ? "–" : String.format(Locale.ROOT, "%.2f", ratio),
                  bar == null
                      ? "–"
                      : String.format(Locale.ROOT, "≥ %.2f%s", bar, isMissed ? " !" : "")));
        });
    return rows;
  }

  private static double median(List<WholeProcess> values, ToDoubleFunction<WholeProcess> of) {
    return Interleaved.median(values.stream().mapToDouble(of).toArray());
  }
}
