package io.streamgauge.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The programs whose reading of a capture is compared. */
enum CaptureReader {
  /** Ours. */
  STREAMGAUGE("streamgauge read --format summary"),
  /** Decodes Kafka, as far as version 4.0 knows it. */
  TSHARK("tshark, fields of Kafka"),
  /** Decodes nothing: the price of going through the packets. */
  TCPDUMP("tcpdump -w /dev/null");

  private static final String CORRELATION_ID = "correlation_id";

  /** What the summary is made of, as far as tshark knows it. */
  private static final List<String> FIELDS =
      List.of("api_key", "client_id", CORRELATION_ID, "topic_name", "error", "offset");

  private final String title;

  CaptureReader(String title) {
    this.title = title;
  }

  /** What stands in the table. */
  String title() {
    return title;
  }

  /** The command line. */
  List<String> command(List<String> streamgauge, Path capture) {
    String file = capture.toString();
    List<String> command = new ArrayList<>();
    switch (this) {
      case STREAMGAUGE -> {
        command.addAll(streamgauge);
        command.addAll(List.of("read", "--format", "summary", file));
      }
      case TSHARK -> {
        command.addAll(List.of("tshark", "-n", "-r", file, "-Y", "kafka", "-T", "fields"));
        FIELDS.forEach(field -> command.addAll(List.of("-e", "kafka." + field)));
      }
      case TCPDUMP -> command.addAll(List.of("tcpdump", "-r", file, "-w", "/dev/null"));
    }
    return command;
  }

  /** Frames in what {@link #TSHARK} wrote: each packet that ends some is a line with their ids. */
  static long framesOf(String tshark) {
    int column = FIELDS.indexOf(CORRELATION_ID);
    return tshark
        .lines()
        .map(line -> line.split("\t", -1)[column])
        .mapToLong(ids -> ids.split(",", -1).length)
        .sum();
  }

  /** What is missing on this machine, with the command that mends it. */
  static Optional<String> missing() {
    for (String program : List.of("tshark", "tcpdump")) {
      boolean found =
          Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      if (!found) {
        return Optional.of(
            program + " is not on the PATH; mend it with: apt-get install " + program);
      }
    }
    return Optional.empty();
  }
}
