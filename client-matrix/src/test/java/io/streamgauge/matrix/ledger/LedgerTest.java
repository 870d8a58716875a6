package io.streamgauge.matrix.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.streamgauge.matrix.broker.LoggedRequest;
import io.streamgauge.matrix.broker.Ports;
import io.streamgauge.matrix.capture.SeenExchange;
import io.streamgauge.protocol.details.HeaderOnly;
import io.streamgauge.protocol.exchange.ExchangeRecord;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Ports PORTS = new Ports(1, 2, 3, 4);

  private static LoggedRequest logged(int clientPort, int correlationId) {
    return new LoggedRequest(
        "CLIENTS",
        clientPort,
        3,
        4,
        correlationId,
        "me",
        MissingNode.getInstance(),
        MissingNode.getInstance(),
        "",
        "");
  }

  private static SeenExchange seen(int clientPort, int correlationId) {
    return seen(clientPort, correlationId, 3);
  }

  private static SeenExchange seen(int connection, int correlationId, int apiKey) {
    return new SeenExchange(
        1,
        connection,
        connection,
        new ExchangeRecord(
            ExchangeStatus.COMPLETE,
            apiKey,
            "",
            4,
            correlationId,
            "me",
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            HeaderOnly.INSTANCE));
  }

  @Test
  void equalSidesPairOff() {
    Ledger ledger =
        Ledger.of(List.of(logged(9, 1), logged(9, 2)), List.of(seen(9, 2), seen(9, 1)), PORTS);

    assertThat(ledger.pairs()).hasSize(2);
    assertThat(ledger.unseen()).isEmpty();
    assertThat(ledger.unlogged()).isEmpty();
  }

  @Test
  void whatOnlyOneSideHasIsLeft() {
    Ledger ledger = Ledger.of(List.of(logged(9, 1)), List.of(seen(8, 1)), PORTS);

    assertThat(ledger.pairs()).isEmpty();
    assertThat(ledger.unseen()).containsExactly(logged(9, 1));
    assertThat(ledger.unlogged()).containsExactly(seen(8, 1));
  }

  @Test
  void aKeyThatComesAgainNeedsAsManyOnTheOtherSide() {
    Ledger ledger = Ledger.of(List.of(logged(9, 1)), List.of(seen(9, 1), seen(9, 1)), PORTS);

    assertThat(ledger.pairs()).hasSize(1);
    assertThat(ledger.unlogged()).hasSize(1);
  }

  @Test
  void aLoginEndsWithItsLastToken() {
    SeenExchange versions = seen(7, 1, 18);
    SeenExchange handshake = seen(7, 2, Authentication.HANDSHAKE);
    SeenExchange token = seen(7, 3, Authentication.AUTHENTICATE);
    SeenExchange later = seen(7, 4, 18);
    SeenExchange other = seen(6, 1, 18);

    Authentication split = Authentication.of(List.of(versions, other, handshake, token, later));

    assertThat(split.handled()).containsExactly(versions, handshake, token);
    assertThat(split.rest()).containsExactlyInAnyOrder(later, other);
  }
}
