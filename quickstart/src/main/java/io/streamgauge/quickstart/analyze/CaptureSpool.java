package io.streamgauge.quickstart.analyze;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.pipeline.TrafficTotals;
import io.streamgauge.agent.runtime.AgentPipeline;
import io.streamgauge.agent.tls.TlsOptions;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import io.streamgauge.quickstart.cli.ManifestVersion;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Runs the agent over capture files and leaves its batches in a file, as a bus would keep them. */
final class CaptureSpool {
  /** The same for every run: replaying a capture gives the same batches. */
  private static final AgentIdentity IDENTITY =
      new AgentIdentity("streamgauge-analyze", 1, "capture", ManifestVersion.current());

  private CaptureSpool() {}

  /**
   * Reads captures one after the other as one capture.
   *
   * @param sources opened captures; all are closed
   * @param ports of brokers; empty means that Kafka is found by content
   * @param tls how TLS is decrypted; empty to leave it opaque
   * @param notes receives a line for each capture that was cut
   * @param progress is told how far it is
   * @return what was seen
   */
  static TrafficTotals write(
      List<CaptureFileSource> sources,
      Set<Integer> ports,
      Optional<TlsOptions> tls,
      Path spool,
      Consumer<String> notes,
      ReadingProgress progress)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(spool))) {
      AgentPipeline pipeline =
          new AgentPipeline(
              IDENTITY,
              PipelineOptions.forFiles(ports).withTls(tls),
              MappingOptions.DEFAULTS.withResolutionMillis(0),
              KafkaDecoder.builder().build(),
              batch -> write(batch, out),
              () -> 0);
      for (CaptureFileSource source : sources) {
        try (source) {
          pipeline.run(progress.isVisible() ? new WatchedCapture(source, progress) : source);
        }
        if (!source.cutNote().isEmpty()) {
          notes.accept(source.cutNote());
        }
      }
      pipeline.finish();
      return pipeline.totals();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(EventBatch batch, OutputStream out) {
    try {
      batch.writeDelimitedTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
