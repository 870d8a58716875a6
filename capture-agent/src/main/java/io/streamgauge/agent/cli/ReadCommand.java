package io.streamgauge.agent.cli;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.identity.TopicNames;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.pipeline.TrafficTotals;
import io.streamgauge.agent.read.ExchangeWriter;
import io.streamgauge.agent.read.JsonLinesWriter;
import io.streamgauge.agent.read.ReadObserver;
import io.streamgauge.agent.read.SummaryWriter;
import io.streamgauge.agent.read.TableWriter;
import io.streamgauge.agent.tls.TlsOptions;
import io.streamgauge.agent.tls.TlsStatistics;
import io.streamgauge.agent.tls.Undecrypted;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streamgauge read}: the exchanges of capture files, on standard output. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the Kafka exchanges of capture files (pcap, pcapng).",
      "Finds Kafka by content on any port. Several files are read one after the other as one"
          + " capture, so name rotated files in their order."
    })
public final class ReadCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final int OUTPUT_BUFFER_BYTES = 1 << 16;

  /** What is printed. */
  public enum Format {
    table,
    jsonl,
    summary
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Capture files; - is standard input.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "One of ${COMPLETION-CANDIDATES}. jsonl is a stable contract, one exchange a line; table"
              + " and summary are for people. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.table;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      split = ",",
      description =
          "Looks only at connections with this port, and takes its side for the broker's."
              + " Repeatable. Default: any port.")
  private Set<Integer> ports = new LinkedHashSet<>();

  @Mixin private TlsKeyLogOptions tlsOptions;

  @Override
  public Integer call() {
    Ports.check(spec, ports);
    try (TlsKeyLogOptions.Opened keyLog = keyLog()) {
      return read(open(), keyLog.tls());
    }
  }

  private TlsKeyLogOptions.Opened keyLog() {
    return files.contains(Path.of(STANDARD_INPUT))
        ? tlsOptions.open(spec)
        : tlsOptions.openForFiles(spec);
  }

  private int read(List<CaptureFileSource> sources, Optional<TlsOptions> tls) {
    PrintStream out = System.out;
    TopicNames names = new TopicNames(TopicNames.DEFAULT_LIMIT);
    try (ExchangeWriter writer = writer(out, names)) {
      ReadObserver observer =
          new ReadObserver(writer, names, files.contains(Path.of(STANDARD_INPUT)));
      CapturePipeline pipeline =
          new CapturePipeline(
              PipelineOptions.forFiles(ports).withTls(tls),
              KafkaDecoder.builder().build(),
              observer);
      run(pipeline, sources, out);
      pipeline.finish();
      report(pipeline.totals(), observer);
      tls.ifPresent(with -> reportTls(with, pipeline.tlsStatistics().orElseThrow()));
    } catch (UncheckedIOException | IOException e) {
      if (!out.checkError()) {
        throw UserError.of(spec, e);
      }
    }
    return 0;
  }

  private List<CaptureFileSource> open() {
    List<CaptureFileSource> sources = new ArrayList<>();
    for (Path file : files) {
      try {
        sources.add(CaptureFileSource.open(file));
      } catch (IOException e) {
        throw UserError.of(spec, e);
      }
    }
    return sources;
  }

  private void run(CapturePipeline pipeline, List<CaptureFileSource> sources, PrintStream out)
      throws IOException {
    for (CaptureFileSource source : sources) {
      try (source) {
        pipeline.run(source);
      }
      if (!source.cutNote().isEmpty()) {
        error(source.cutNote());
      }
      if (out.checkError()) {
        return;
      }
    }
  }

  private ExchangeWriter writer(PrintStream out, TopicNames names) throws IOException {
    OutputStream buffered = new BufferedOutputStream(new ClosedPipe(out), OUTPUT_BUFFER_BYTES);
    return switch (format) {
      case jsonl -> new JsonLinesWriter(buffered, names);
      case table -> new TableWriter(utf8(buffered), names);
      case summary -> new SummaryWriter(utf8(buffered), names);
    };
  }

  private static BufferedWriter utf8(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  /** People want to know why there is little to see; programs read standard output only. */
  private void report(TrafficTotals totals, ReadObserver observer) {
    if (format == Format.jsonl && observer.exchanges() > 0) {
      return;
    }
    String opaque =
        totals.opaqueConnections() == 0
            ? ""
            : ", " + totals.opaqueConnections() + " TLS connections that cannot be read";
    error(
        observer.exchanges() == 0
            ? "No Kafka exchanges among "
                + totals.packets()
                + " packets and "
                + totals.connections()
                + " TCP connections"
                + opaque
                + "."
            : observer.exchanges()
                + " exchanges and "
                + observer.anomalies()
                + " anomalies in "
                + totals.kafkaConnections()
                + " Kafka connections"
                + opaque
                + ".");
  }

  /** Why connections stayed opaque although there is a key log. */
  private void reportTls(TlsOptions tls, TlsStatistics statistics) {
    List<String> reasons = new ArrayList<>();
    for (Undecrypted reason : Undecrypted.values()) {
      if (statistics.undecrypted(reason) > 0) {
        reasons.add(statistics.undecrypted(reason) + " " + reason.label());
      }
    }
    if (!reasons.isEmpty()) {
      error("TLS that could not be decrypted: " + String.join(", ", reasons) + ".");
    }
    if (tls.secrets().malformedLines() > 0 || tls.secrets().evictedSessions() > 0) {
      error(
          "The key log has "
              + tls.secrets().malformedLines()
              + " lines that cannot be read; "
              + tls.secrets().evictedSessions()
              + " of its sessions found no room (--tls-sessions).");
    }
  }

  private void error(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
