package io.streamgauge.quickstart.analyze;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.cli.TlsKeyLogOptions;
import io.streamgauge.agent.pipeline.TrafficTotals;
import io.streamgauge.agent.tls.TlsOptions;
import io.streamgauge.exporters.report.HtmlReport;
import io.streamgauge.exporters.report.Recorder;
import io.streamgauge.exporters.store.ResultStore;
import io.streamgauge.jobs.BoundedTraffic;
import io.streamgauge.jobs.TrafficOptions;
import io.streamgauge.jobs.series.LineageStamp;
import io.streamgauge.quickstart.cli.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streamgauge analyze}. */
@Command(
    name = "analyze",
    description = {
      "Runs the whole pipeline over capture files (pcap, pcapng) and prints the final results.",
      "Finds Kafka by content on any port. Several files are read one after the other as one"
          + " capture, so name rotated files in their order."
    })
public final class AnalyzeCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;
  private static final String STANDARD_INPUT = "-";

  /** One run is all there is: nothing older could be replaced. */
  private static final LineageStamp.Identity LINEAGE = new LineageStamp.Identity("analyze", 1);

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Capture files; - is standard input.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ResultFormat format;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      split = ",",
      description =
          "Looks only at connections with this port, and takes its side for the broker's."
              + " Repeatable. Default: any port.")
  private Set<Integer> ports = new LinkedHashSet<>();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Also writes one HTML file with plots and tables, which needs nothing but itself:"
              + " something to attach to a ticket. It holds names and figures, never payload."
              + " Default: none.")
  private Path report;

  @Mixin private TlsKeyLogOptions tlsOptions;

  private Progress progress;

  @Override
  public Integer call() throws Exception {
    for (int port : ports) {
      if (port < 1 || port > MAX_PORT) {
        throw new ParameterException(
            spec.commandLine(), "--port must be 1 to " + MAX_PORT + ", not " + port);
      }
    }
    Optional<ReportFile> reportFile = reportFile();
    progress = Progress.on(spec.commandLine().getErr());
    ResultStore store = new ResultStore();
    Recorder recorder = new Recorder(store);
    try (TlsKeyLogOptions.Opened keyLog = tlsOptions.openForFiles(spec)) {
      analyze(open(), keyLog.tls(), recorder);
    } finally {
      progress.clear();
    }
    if (reportFile.isPresent()) {
      reportFile.get().write(new HtmlReport(names(), recorder).html());
    }
    PrintWriter out = spec.commandLine().getOut();
    format.write(store, out);
    out.flush();
    return ExitCodes.DONE;
  }

  /** Before anything is read: a long run whose report cannot be written would be for nothing. */
  private Optional<ReportFile> reportFile() {
    Optional<ReportFile> file = Optional.ofNullable(report).map(ReportFile::new);
    file.flatMap(ReportFile::objection)
        .ifPresent(
            objection -> {
              throw new ParameterException(spec.commandLine(), "--report: " + objection);
            });
    return file;
  }

  /** Without the folders, which are nobody's business who reads the report. */
  private List<String> names() {
    return files.stream()
        .map(Path::toString)
        .map(file -> file.equals(STANDARD_INPUT) ? "standard input" : name(file))
        .toList();
  }

  private static String name(String file) {
    return String.valueOf(Path.of(file).getFileName());
  }

  private List<CaptureFileSource> open() throws IOException {
    List<CaptureFileSource> sources = new ArrayList<>();
    try {
      for (Path file : files) {
        sources.add(CaptureFileSource.open(file));
      }
      return sources;
    } catch (IOException e) {
      for (CaptureFileSource source : sources) {
        source.close();
      }
      throw e;
    }
  }

  /** Bytes of all captures; 0 if one is none that has a size. */
  private long totalBytes() throws IOException {
    long total = 0;
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        return 0;
      }
      total += Files.size(file);
    }
    return total;
  }

  private void analyze(List<CaptureFileSource> sources, Optional<TlsOptions> tls, Recorder recorder)
      throws Exception {
    ReadingProgress reading = new ReadingProgress(progress, totalBytes());
    Path spool = Files.createTempFile("streamgauge-analyze-", ".batches");
    try {
      TrafficTotals totals =
          CaptureSpool.write(sources, ports, tls, spool, progress::note, reading);
      if (totals.kafkaConnections() == 0) {
        progress.note(
            "No Kafka among "
                + totals.packets()
                + " packets and "
                + totals.connections()
                + " TCP connections.");
      }
      BoundedTraffic.run(
          spool,
          TrafficOptions.of(LINEAGE),
          result -> {
            recorder.take(result);
            reading.result(result);
          });
    } finally {
      Files.deleteIfExists(spool);
    }
  }
}
