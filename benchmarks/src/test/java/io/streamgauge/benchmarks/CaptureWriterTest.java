package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureWriterTest {
  private static final int CONNECTIONS = 3;

  @TempDir private Path folder;

  @Test
  void bulkHoldsLargeBatchesBothWays() throws IOException {
    // Given
    Path capture = folder.resolve("bulk.pcap");

    // When
    long packets = write(capture, OldClient.bulk(), 12, CaptureWriter.LARGEST_SEGMENT);

    // Then
    assertThat(read(capture))
        .hasSize(12)
        .allMatch(line -> line.endsWith("COMPLETE NONE"))
        .filteredOn(line -> line.startsWith("Produce v8"))
        .hasSize(6);
    // A megabyte each way in segments of 64 KiB, and the other side's few bytes.
    assertThat(packets).isEqualTo(3 * CONNECTIONS + 12 * (17 + 1));
  }

  @Test
  void aRequestAndItsAnswerAreAPacketEachWhenTheyAreSmall() throws IOException {
    // Given
    Path capture = folder.resolve("small.pcap");

    // When
    long packets = write(capture, OldClient.small(), 30, CaptureWriter.LARGEST_SEGMENT);

    // Then
    assertThat(read(capture)).hasSize(30).containsOnly("Produce v8 COMPLETE NONE");
    assertThat(packets).isEqualTo(3 * CONNECTIONS + 2 * 30);
  }

  @Test
  void whatDoesNotFitIntoASegmentGoesOnInTheNext() throws IOException {
    // Given
    Path capture = folder.resolve("segments.pcap");

    // When
    write(capture, OldClient.bulk(), 6, 1_448);

    // Then
    assertThat(read(capture)).hasSize(6).allMatch(line -> line.endsWith("COMPLETE NONE"));
  }

  @Test
  void itKnowsHowMuchItWrote() throws IOException {
    // Given
    Path capture = folder.resolve("size.pcap");
    long said;

    // When
    try (CaptureWriter writer = new CaptureWriter(capture, 1, CaptureWriter.LARGEST_SEGMENT)) {
      for (int i = 0; i < 10; i++) {
        writer.exchange(0, OldClient.bulk().get(i % 2));
      }
      said = writer.bytes();
    }

    // Then
    assertThat(Files.size(capture)).isEqualTo(said);
  }

  private static long write(Path capture, List<Frames> frames, int exchanges, int segment)
      throws IOException {
    try (CaptureWriter writer = new CaptureWriter(capture, CONNECTIONS, segment)) {
      for (int i = 0; i < exchanges; i++) {
        writer.exchange(i % CONNECTIONS, frames.get(i / CONNECTIONS % frames.size()));
      }
      return writer.packets();
    }
  }

  private static List<String> read(Path capture) throws IOException {
    List<String> lines = new ArrayList<>();
    CapturePipeline pipeline =
        new CapturePipeline(
            PipelineOptions.forFiles(Set.of()),
            KafkaDecoder.builder().build(),
            connection -> collector(connection, lines));
    try (CaptureFileSource source = CaptureFileSource.open(capture)) {
      pipeline.run(source);
      pipeline.finish();
    }
    return lines;
  }

  private static ConnectionObserver collector(Connection connection, List<String> lines) {
    return new ConnectionObserver() {
      @Override
      public void onExchange(Exchange exchange) {
        lines.add(
            "%s v%d %s %s"
                .formatted(
                    exchange.apiName(),
                    exchange.apiVersion(),
                    exchange.status(),
                    exchange.errorCode() == 0 ? "NONE" : exchange.errorCode()));
      }

      @Override
      public void onAnomaly(Anomaly anomaly) {
        lines.add(connection.client() + " " + anomaly.reason());
      }
    };
  }
}
