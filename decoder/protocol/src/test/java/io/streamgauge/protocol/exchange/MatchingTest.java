package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.junit.jupiter.api.Test;

class MatchingTest {
  static byte[] heartbeat(int id) {
    return Frames.request(
        4, id, "consumer-1", new HeartbeatRequestData().setGroupId("g").setMemberId("m"));
  }

  static byte[] alive(int id) {
    return Frames.response(4, id, new HeartbeatResponseData());
  }

  @Test
  void requestAndResponseBecomeOneExchange() {
    Talk talk = Talk.fromStart();

    talk.request(heartbeat(7)).response(alive(7));

    assertThat(talk.heard.summary()).containsExactly("Heartbeat 7 COMPLETE");
    ExchangeRecord exchange = talk.heard.exchanges.get(0);
    assertThat(exchange.clientId()).isEqualTo("consumer-1");
    assertThat(exchange.apiVersion()).isEqualTo(4);
    assertThat(exchange.errorCode()).isZero();
    assertThat(exchange.latencyNanos()).isEqualTo(1_000_000);
    assertThat(talk.heard.anomalies).isEmpty();
  }
}
