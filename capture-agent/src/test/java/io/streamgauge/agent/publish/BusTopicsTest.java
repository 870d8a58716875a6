package io.streamgauge.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusTopicsTest {
  private static final Map<String, BusTopics.Wanted> TOPICS =
      new BusTopics(6, BusTopics.CLUSTER_DEFAULT)
          .wanted().stream().collect(Collectors.toMap(BusTopics.Wanted::name, topic -> topic));

  @ParameterizedTest
  @CsvSource({
    "streamgauge.events, cleanup.policy, delete",
    "streamgauge.events, retention.ms, 21600000",
    "streamgauge.events, message.timestamp.type, LogAppendTime",
    "streamgauge.results, cleanup.policy, compact",
    "streamgauge.results, segment.bytes, 64000000",
    "streamgauge.spans, cleanup.policy, delete",
    "streamgauge.spans, retention.ms, 3600000",
    "streamgauge.alerts, retention.ms, 2592000000",
    "streamgauge.findings, cleanup.policy, 'compact,delete'",
    "streamgauge.identities, cleanup.policy, 'compact,delete'",
  })
  void topicsAreAsTheBusNeedsThem(String topic, String setting, String value) {
    assertThat(TOPICS.get(topic).config()).containsEntry(setting, value);
  }

  @Test
  void refusesWhatIsNoTopic() {
    assertThatThrownBy(() -> new BusTopics(0, (short) 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BusTopics(1, (short) 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyProcessGetsRightsToWhatItUsesAndNothingElse() {
    assertThat(BusAcls.commands("k:9092"))
        .allMatch(line -> line.startsWith("kafka-acls.sh --bootstrap-server k:9092 --add"))
        .filteredOn(line -> line.contains("User:streamgauge-agent "))
        .singleElement()
        .asString()
        .endsWith("--operation Write --operation Describe --topic streamgauge.events");
  }

  @Test
  void usersSettingsWinExceptWhereTheAgentDependsOnThem() {
    // When
    Map<String, Object> settings =
        BusProducer.settings(
            "k:9092", "node-1", Map.of("compression.type", "lz4", "acks", "0", "client.id", "x"));
    // Then
    assertThat(settings)
        .containsEntry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
        .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
        .containsEntry(ProducerConfig.CLIENT_ID_CONFIG, "streamgauge-agent-node-1");
  }
}
