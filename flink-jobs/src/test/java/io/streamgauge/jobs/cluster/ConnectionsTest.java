package io.streamgauge.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.ConnectionKind;
import io.streamgauge.events.v1.ConnectionTotal;
import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.jobs.Harness;
import io.streamgauge.jobs.v1.ClusterFact;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is open at a broker, from what agents tell of its listeners. */
class ConnectionsTest {
  private static final String PLAINTEXT = series("plaintext");
  private static final String TLS = series("tls");
  private static final long NANOS = 1_000_000_000L;

  private Harness<ClusterFact> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new Harness<>(
            new Clusters(Duration.ofMinutes(10), Duration.ofHours(1)), ClusterFact::getCluster);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static String series(String kind) {
    return "streamgauge_connections{kafka_cluster=\"c\",broker=\"1\",kind=\"" + kind + "\"}";
  }

  private static ConnectionTotal total(ConnectionKind kind, long opened, long closed) {
    return ConnectionTotal.newBuilder()
        .setKind(kind)
        .setOpenedTotal(opened)
        .setClosedTotal(closed)
        .build();
  }

  private void tell(long second, String agent, String listener, ConnectionTotal... totals)
      throws Exception {
    ListenerRollup.Builder rollup = ListenerRollup.newBuilder();
    for (ConnectionTotal total : totals) {
      rollup.addConnections(total);
    }
    harness.tell(
        ClusterFact.newBuilder()
            .setCluster("c")
            .setBroker("1")
            .setAgent(agent)
            .setListener(listener)
            .setTimeNanos(second * NANOS)
            .setTraffic(rollup)
            .build());
  }

  /** The agent lives, with nothing to say of connections. */
  private void alive(long second) throws Exception {
    tell(second, "other", "h:1");
  }

  @Test
  void areThoseThatWereOpenedAndNotClosedOverAllListenersAndAgents() throws Exception {
    // When
    tell(1, "a", "h:9092", total(ConnectionKind.PLAINTEXT, 10, 3));
    tell(1, "a", "h:9093", total(ConnectionKind.PLAINTEXT, 2, 0), total(ConnectionKind.TLS, 5, 1));
    tell(1, "b", "h:9092", total(ConnectionKind.PLAINTEXT, 1, 0));
    harness.passTo(3);
    // Then
    assertThat(harness.value(PLAINTEXT)).isEqualTo(10);
    assertThat(harness.value(TLS)).isEqualTo(4);
  }

  @Test
  void theNewestWordOfAnAgentStandsWhateverCameLater() throws Exception {
    tell(5, "a", "h:9092", total(ConnectionKind.PLAINTEXT, 10, 9));
    tell(4, "a", "h:9092", total(ConnectionKind.PLAINTEXT, 10, 2));
    harness.passTo(7);

    assertThat(harness.value(PLAINTEXT)).isEqualTo(1);
  }

  @Test
  void thoseOfAKindThatAllEndedAreNone() throws Exception {
    tell(1, "a", "h:9092", total(ConnectionKind.PLAINTEXT, 10, 3));
    harness.passTo(3);
    tell(4, "a", "h:9092", total(ConnectionKind.PLAINTEXT, 10, 10));
    harness.passTo(6);

    assertThat(harness.value(PLAINTEXT)).isZero();
  }

  @Test
  void ofAnAgentThatFellSilentAreNoLongerKnown() throws Exception {
    // Given
    tell(1, "a", "h:9092", total(ConnectionKind.PLAINTEXT, 10, 3));
    tell(1, "b", "h:9093", total(ConnectionKind.TLS, 2, 0));
    harness.passTo(3);
    // When only one of them tells again
    for (long second = 4; second <= 100; second++) {
      if (second % 30 == 0) {
        tell(second, "b", "h:9093", total(ConnectionKind.TLS, 2, 0));
      }
      alive(second);
      harness.passTo(second);
    }
    // Then
    assertThat(harness.values()).doesNotContainKey(PLAINTEXT).containsEntry(TLS, 2.0);
  }

  @Test
  void anAgentThatKnowsNothingOfThemSaysNothing() throws Exception {
    tell(1, "a", "h:9092");
    harness.passTo(3);

    assertThat(harness.values()).isNotEmpty().doesNotContainKeys(PLAINTEXT, TLS);
  }
}
