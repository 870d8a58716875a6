package io.streamgauge.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.identity.Cidr;
import io.streamgauge.agent.testing.KafkaScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets of several interfaces, and what is told of them together. */
class SeenTrafficTest {
  private static final Cidr OWNED = Cidr.parse("10.0.0.2");

  @TempDir private Path folder;

  private final SeenTraffic traffic =
      new SeenTraffic(Set.of(9092, 9093), OWNED::contains, Optional.empty());

  private static KafkaScript beats(String client, String broker, boolean answers) {
    return beats(client, broker, answers, 1_000);
  }

  private static KafkaScript beats(String client, String broker, boolean answers, int firstNumber) {
    KafkaScript script =
        new KafkaScript()
            .between(client, 40_000, broker, 9092)
            .startingAt(firstNumber, 2 * firstNumber);
    if (answers) {
      script.open();
    }
    for (int i = 1; i <= 3; i++) {
      script.request(
          ApiKeys.HEARTBEAT,
          4,
          i,
          new HeartbeatRequestData().setGroupId("g").setMemberId("m").setGenerationId(1));
      if (answers) {
        script.response(ApiKeys.HEARTBEAT, 4, i, new HeartbeatResponseData());
      }
    }
    return script;
  }

  private void show(PacketHandler handler, KafkaScript script) throws IOException {
    Path file = Files.write(folder.resolve("x.pcap"), script.build());
    try (CaptureFileSource source = CaptureFileSource.open(file)) {
      source.run(handler);
    }
  }

  @Test
  void kafkaIsToldByInterfaceAndPort() throws IOException {
    traffic.on("eth1");
    show(traffic.on("eth0"), beats("10.0.0.1", "10.0.0.2", true));

    TrafficSample sample = traffic.finish();

    assertThat(sample.byInterface()).containsEntry("eth0", 1L).containsEntry("eth1", 0L);
    assertThat(sample.byPort()).containsEntry(9092, 1L).containsEntry(9093, 0L);
    assertThat(sample.tls().judge().level()).isEqualTo(Level.OK);
    assertThat(sample.halfSeen()).isEqualTo(new HalfSeenCheck(1, 0));
    assertThat(sample.duplicates()).isEqualTo(new DuplicatesCheck(0, 0, Set.of()));
    assertThat(sample.ownership()).isEqualTo(new OwnershipCheck(1, 1, ""));
  }

  @Test
  void aConnectionOnTwoInterfacesIsToldAndCountsOnce() throws IOException {
    KafkaScript script = beats("10.0.0.1", "10.0.0.2", true);
    show(traffic.on("veth0"), script);
    show(traffic.on("eth0"), script);
    show(traffic.on("lo"), beats("10.0.0.7", "10.0.0.2", true, 7_000));

    TrafficSample sample = traffic.finish();

    assertThat(sample.duplicates()).isEqualTo(new DuplicatesCheck(1, 0, Set.of("veth0", "eth0")));
    assertThat(sample.byPort()).containsEntry(9092, 2L);
  }

  @Test
  void aMissingDirectionIsTold() throws IOException {
    show(traffic.on("eth0"), beats("10.0.0.1", "10.0.0.2", false));

    assertThat(traffic.finish().halfSeen()).isEqualTo(new HalfSeenCheck(1, 1));
  }

  @Test
  void brokersOfOtherMachinesAreTold() throws IOException {
    show(traffic.on("eth0"), beats("10.0.0.1", "10.0.0.9", true));

    assertThat(traffic.finish().ownership()).isEqualTo(new OwnershipCheck(1, 0, "10.0.0.9:9092"));
  }

  @Test
  void tlsWithoutKeysIsOpaque() throws IOException {
    byte[] hello = {22, 3, 1, 0, 5, 1, 0, 0, 1, 0};
    byte[] answer = {22, 3, 3, 0, 5, 2, 0, 0, 1, 0};
    show(traffic.on("eth0"), new KafkaScript().open().clientBytes(hello).brokerBytes(answer));

    assertThat(traffic.finish().tls().judge().level()).isEqualTo(Level.FAIL);
  }

  @Test
  void whatIsRememberedOfConnectionsIsBounded() throws IOException {
    PacketHandler eth0 = traffic.on("eth0");
    KafkaScript script = new KafkaScript();
    for (int i = 0; i < 2 * SeenTraffic.MAX_CONNECTIONS + 1_000; i++) {
      script
          .between(
              "10.1.%d.%d".formatted(i >> 15, i >> 7 & 255), 1_024 + (i & 127), "10.0.0.2", 9092)
          .clientBytes((byte) 0);
    }
    show(eth0, script);

    assertThat(traffic.rememberedWays()).isEqualTo(2 * SeenTraffic.MAX_CONNECTIONS);
  }
}
