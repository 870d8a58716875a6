package io.streamgauge.protocol.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.exchange.DecoderLimits;
import io.streamgauge.protocol.exchange.DecoderWorker;
import io.streamgauge.protocol.exchange.ExchangeRecord;
import io.streamgauge.protocol.exchange.Frames;
import io.streamgauge.protocol.exchange.Recorder;
import io.streamgauge.protocol.exchange.Talk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionProbeTest {
  private static final int NOBODY = ProbeOptions.UNKNOWN_SIDE;

  private final Recorder heard = new Recorder();
  private long now = 1_000;

  private ConnectionProbe probe(int brokerSide, boolean fromStart) {
    ProbeOptions options =
        new ProbeOptions(brokerSide, fromStart, fromStart, side -> "broker-" + side);
    return new ConnectionProbe(Talk.decoder().newWorker(), options, heard);
  }

  private void feed(ConnectionProbe probe, int side, byte[] bytes) {
    probe.onBytes(side, ByteBuffer.wrap(bytes), 0, bytes.length, now++);
  }

  private static byte[] request(int id) {
    return Frames.request(4, id, "c", new HeartbeatRequestData().setGroupId("g").setMemberId("m"));
  }

  private static byte[] response(int id) {
    return Frames.response(4, id, new HeartbeatResponseData());
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,false", "0,true", "1,true"})
  void oneRequestAndItsResponseAreEnoughOnAnyPortAndEitherWay(int broker, boolean fromStart) {
    ConnectionProbe probe = probe(NOBODY, fromStart);

    feed(probe, 1 - broker, request(120));
    assertThat(probe.verdict()).isEqualTo(Verdict.UNDECIDED);
    feed(probe, broker, response(120));

    assertThat(probe.verdict()).isEqualTo(Verdict.KAFKA);
    assertThat(probe.brokerSide()).isEqualTo(broker);
    assertThat(heard.summary()).containsExactly("Heartbeat 120 COMPLETE");
    assertThat(probe.statistics().frames(io.streamgauge.protocol.exchange.Direction.REQUEST))
        .isEqualTo(1);
  }

  @Test
  void whatWasHeldBackComesFirst() {
    ConnectionProbe probe = probe(NOBODY, true);
    byte[] vendor = Frames.frame(new byte[] {0x30, 0x39, 0, 1, 0, 0, 0, 1, -1, -1, 9, 9});

    feed(probe, 0, vendor);
    feed(probe, 1, Frames.frame(new byte[] {0, 0, 0, 1, 5}));
    assertThat(heard.exchanges).isEmpty();
    feed(probe, 0, request(2));
    feed(probe, 1, response(2));

    assertThat(heard.summary()).containsExactly("Unknown 1 COMPLETE", "Heartbeat 2 COMPLETE");
  }

  static Stream<Arguments> strangers() {
    byte[] clientHello = {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3};
    byte[] serverHello = {0x16, 3, 3, 0, 5, 2, 0, 0, 1, 3};
    byte[] zookeeperConnect = new byte[48];
    ByteBuffer.wrap(zookeeperConnect).putInt(44).putInt(20, 30_000).putInt(32, 16);
    byte[] zookeeperConnected = new byte[40];
    ByteBuffer.wrap(zookeeperConnected).putInt(36).putInt(8, 30_000).putInt(20, 16);
    return Stream.of(
        Arguments.of(
            "http",
            text("GET /health HTTP/1.1\r\n\r\n"),
            text("HTTP/1.1 200 OK\r\n\r\n"),
            Verdict.NOT_KAFKA),
        Arguments.of("redis", text("*1\r\n$4\r\nPING\r\n"), text("+PONG\r\n"), Verdict.NOT_KAFKA),
        Arguments.of(
            "ssh", text("SSH-2.0-OpenSSH_9.2\r\n"), text("SSH-2.0-x\r\n"), Verdict.NOT_KAFKA),
        Arguments.of("tls", clientHello, serverHello, Verdict.TLS),
        Arguments.of("zookeeper", zookeeperConnect, zookeeperConnected, Verdict.UNDECIDED),
        Arguments.of(
            "dns",
            new byte[] {0, 29, 1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 'w', 'w', 'w'},
            new byte[] {0, 45, 1, 2, (byte) 0x81, (byte) 0x80, 0, 1, 0, 1, 0, 0, 0, 0},
            null));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("strangers")
  void otherProtocolsAreNotKafkaWhateverThePortSays(
      String name, byte[] client, byte[] server, Verdict verdict) {
    for (boolean fromStart : new boolean[] {true, false}) {
      for (int hint = NOBODY; hint < 2; hint++) {
        ConnectionProbe probe = probe(hint, fromStart);
        for (int round = 0; round < 5; round++) {
          feed(probe, 0, client);
          feed(probe, 1, server);
        }
        if (fromStart && verdict != null) {
          assertThat(probe.verdict()).isEqualTo(verdict);
        }
        probe.close(now);

        assertThat(heard.exchanges).isEmpty();
        assertThat(heard.anomalies).isEmpty();
        assertThat(probe.statistics()).isNull();
        assertThat(probe.seenBytes()).isEqualTo(5L * (client.length + server.length));
      }
    }
  }

  @Test
  void tlsUnderWayIsSeenByItsRecords() {
    ConnectionProbe probe = probe(1, false);
    byte[] record = new byte[5 + 300];
    record[0] = 0x17;
    record[1] = 3;
    record[2] = 3;
    record[3] = 300 >> 8;
    record[4] = (byte) 300;

    for (int i = 0; i < 3; i++) {
      feed(probe, 0, record);
    }

    assertThat(probe.verdict()).isEqualTo(Verdict.TLS);
  }

  @Test
  void randomBytesAreNotKafka() {
    Random random = new Random(11);
    for (int flow = 0; flow < 40; flow++) {
      ConnectionProbe probe = probe(flow % 3 - 1, flow % 2 == 0);
      for (int i = 0; i < 40; i++) {
        byte[] bytes = new byte[random.nextInt(1_448)];
        random.nextBytes(bytes);
        feed(probe, i % 2, bytes);
      }
      probe.close(now);
    }

    assertThat(heard.exchanges).isEmpty();
  }

  @Test
  void responsesAloneAreNotKafka() {
    ConnectionProbe probe = probe(1, true);

    for (int i = 0; i < 20; i++) {
      feed(probe, 1, response(i));
    }
    probe.close(now);

    assertThat(heard.exchanges).isEmpty();
    assertThat(probe.verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @ParameterizedTest
  @CsvSource({"1,true,2", "1,false,2", "-1,true,0", "-1,false,0"})
  void requestsAloneCountOnlyIfTheBrokerIsNamed(int hint, boolean fromStart, int exchanges) {
    ConnectionProbe probe = probe(hint, fromStart);

    feed(probe, 0, request(1));
    feed(probe, 0, request(2));
    probe.close(now);

    assertThat(heard.exchanges).hasSize(exchanges);
  }

  @Test
  void aSingleUnansweredRequestIsNoProof() {
    ConnectionProbe probe = probe(1, true);

    feed(probe, 0, request(1));
    probe.close(now);

    assertThat(heard.exchanges).isEmpty();
  }

  @Test
  void whatIsHeldBackIsBounded() {
    ConnectionProbe probe = probe(1, true);

    for (int i = 0; i < 5_000; i++) {
      feed(probe, 0, request(i));
    }
    probe.close(now);

    assertThat(heard.exchanges.size() + heard.anomalies.size()).isLessThanOrEqualTo(256);
    assertThat(probe.droppedEvents()).isPositive();
  }

  @Test
  void whatIsHeldBackMayNotWeighMoreThanItsBound() {
    // Given requests that nobody answers, which weigh ten times as much together
    DecoderWorker worker =
        Talk.decoder().newWorker(DecoderLimits.DEFAULT.withPending(1, 1_000_000_000L));
    ProbeOptions options = new ProbeOptions(1, true, true, side -> "broker-" + side);
    ConnectionProbe probe = new ConnectionProbe(worker, options, heard);
    int count = Hypothesis.MAX_HELD / 2;
    String name = "n".repeat((int) (10 * Hypothesis.MAX_HELD_BYTES / count / 10));

    // When
    for (int id = 0; id < count; id++) {
      FindCoordinatorRequestData keys = new FindCoordinatorRequestData();
      keys.setCoordinatorKeys(Collections.nCopies(10, name));
      feed(probe, 0, Frames.request(4, id, "c", keys));
    }
    probe.close(now);

    // Then
    assertThat(heard.exchanges).isNotEmpty();
    assertThat(heard.exchanges.stream().mapToLong(ExchangeRecord::requestBytes).sum())
        .isLessThanOrEqualTo(Hypothesis.MAX_HELD_BYTES);
    assertThat(probe.droppedEvents()).isGreaterThan(count / 2);
  }
}
