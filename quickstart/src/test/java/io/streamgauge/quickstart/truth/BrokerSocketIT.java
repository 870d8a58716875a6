package io.streamgauge.quickstart.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Our sources of truth agree with one another, before anything is held against them. */
class BrokerSocketIT {
  @Test
  void clientsAndBrokerCountTheSameRequests() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.onFreePorts());
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.telemetryBootstrap()))) {
      admin.createTopics(List.of(new NewTopic("t", 2, (short) 1))).all().get();

      var produced = Traffic.produce(broker.observedBootstrap(), "p", "t", 500, Map.of());
      var consumed = Traffic.consume(broker.observedBootstrap(), "c", "g", "t", 500, 3);

      long requests = produced.requests() + consumed.requests();
      await()
          .untilAsserted(
              () -> assertThat(BrokerSocket.of("OBSERVED").received()).isEqualTo(requests));
      long logged =
          admin.describeLogDirs(List.of(1)).allDescriptions().get().get(1).values().stream()
              .flatMap(d -> d.replicaInfos().entrySet().stream())
              .filter(e -> e.getKey().topic().equals("t"))
              .mapToLong(e -> e.getValue().size())
              .sum();
      assertThat(produced.recordSetBytes()).isEqualTo(logged);
    }
  }
}
