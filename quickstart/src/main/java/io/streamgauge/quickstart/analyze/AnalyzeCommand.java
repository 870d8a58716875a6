package io.streamgauge.quickstart.analyze;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.cli.TlsKeyLogOptions;
import io.streamgauge.agent.pipeline.TrafficTotals;
import io.streamgauge.agent.tls.TlsOptions;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Result;
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

  @Mixin private TlsKeyLogOptions tlsOptions;

  @Override
  public Integer call() throws Exception {
    for (int port : ports) {
      if (port < 1 || port > MAX_PORT) {
        throw new ParameterException(
            spec.commandLine(), "--port must be 1 to " + MAX_PORT + ", not " + port);
      }
    }
    ResultStore store;
    try (TlsKeyLogOptions.Opened keyLog = tlsOptions.openForFiles(spec)) {
      store = analyze(open(), keyLog.tls());
    }
    PrintWriter out = spec.commandLine().getOut();
    format.write(store, out);
    out.flush();
    return ExitCodes.DONE;
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

  private ResultStore analyze(List<CaptureFileSource> sources, Optional<TlsOptions> tls)
      throws Exception {
    Path spool = Files.createTempFile("streamgauge-analyze-", ".batches");
    try {
      TrafficTotals totals = CaptureSpool.write(sources, ports, tls, spool, this::note);
      if (totals.kafkaConnections() == 0) {
        note(
            "No Kafka among "
                + totals.packets()
                + " packets and "
                + totals.connections()
                + " TCP connections.");
      }
      ResultStore store = new ResultStore();
      BoundedTraffic.run(spool, TrafficOptions.of(LINEAGE), result -> apply(result, store));
      return store;
    } finally {
      Files.deleteIfExists(spool);
    }
  }

  /** A result without a value says that its series ended, as a tombstone does on the bus. */
  private static void apply(Result result, ResultStore store) {
    boolean ended = result.getValueCase() == Result.ValueCase.VALUE_NOT_SET;
    store.apply(SeriesKey.of(result), ended ? null : result);
  }

  private void note(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
