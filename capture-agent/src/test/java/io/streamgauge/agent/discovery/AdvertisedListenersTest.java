package io.streamgauge.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.testing.KafkaScript;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvertisedListenersTest {
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();

  @TempDir private Path folder;

  private static MetadataResponseBroker broker(int id, String host, int port) {
    return new MetadataResponseBroker().setNodeId(id).setHost(host).setPort(port);
  }

  @Test
  void listenersThatBrokersAdvertiseHereAreFound() throws IOException {
    // Given
    MetadataResponseData response = new MetadataResponseData();
    response.brokers().add(broker(1, "10.0.0.2", 9_192));
    response.brokers().add(broker(2, "10.0.0.3", 9_193));
    response.brokers().add(broker(3, "Node-A", 9_194));
    response.brokers().add(broker(4, "999.0.0.2", 9_195));
    response.brokers().add(broker(5, "10.0.0.2.example", 9_196));
    response.brokers().add(broker(6, "::ffff:10.0.0.2", 9_197));
    response.brokers().add(broker(7, "10.0.0.2", -1));
    Path capture = folder.resolve("metadata.pcap");
    Files.write(
        capture,
        new KafkaScript()
            .open()
            .request(ApiKeys.METADATA, 12, 1, new MetadataRequestData())
            .response(ApiKeys.METADATA, 12, 1, response)
            .build());
    ListenerRegistry registry = new ListenerRegistry(Set.of(9092), 10, ports -> {});
    List<String> heard = new ArrayList<>();

    // When
    CapturePipeline pipeline =
        new CapturePipeline(
            PipelineOptions.forFiles(Set.of(9092)),
            DECODER,
            new AdvertisedListeners(
                connection -> listener(connection, heard),
                broker -> broker.host().equals("10.0.0.2"),
                Set.of("node-a"),
                registry));
    try (CaptureFileSource source = CaptureFileSource.open(capture)) {
      pipeline.run(source);
    }
    pipeline.finish();

    // Then
    assertThat(registry.ports()).containsExactlyInAnyOrder(9_092, 9_192, 9_194, 9_197);
    assertThat(heard).containsExactly("Metadata", "closed");
  }

  private static ConnectionObserver listener(Connection connection, List<String> heard) {
    return new ConnectionObserver() {
      @Override
      public void onExchange(Exchange exchange) {
        heard.add(exchange.apiName());
      }

      @Override
      public void onAnomaly(Anomaly anomaly) {
        heard.add(connection + " " + anomaly);
      }

      @Override
      public void onClose(long timestampNanos) {
        heard.add("closed");
      }
    };
  }
}
