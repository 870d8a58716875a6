package io.streamgauge.matrix.ledger;

import io.streamgauge.matrix.capture.SeenExchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The exchanges that a broker's SASL authenticator answers by itself, so that they are not in its
 * request log: of each connection, all up to the last SaslHandshake or SaslAuthenticate.
 *
 * @param handled those exchanges
 * @param rest all others
 */
public record Authentication(List<SeenExchange> handled, List<SeenExchange> rest) {
  /** SaslHandshake (KIP-43). */
  public static final int HANDSHAKE = 17;

  /** SaslAuthenticate (KIP-152). */
  public static final int AUTHENTICATE = 36;

  /** Takes the exchanges of all connections apart; each connection's must be in their order. */
  public static Authentication of(List<SeenExchange> exchanges) {
    Map<Integer, List<SeenExchange>> connections = new LinkedHashMap<>();
    for (SeenExchange exchange : exchanges) {
      connections.computeIfAbsent(exchange.connection(), number -> new ArrayList<>()).add(exchange);
    }
    List<SeenExchange> handled = new ArrayList<>();
    List<SeenExchange> rest = new ArrayList<>();
    for (List<SeenExchange> connection : connections.values()) {
      int end = end(connection);
      handled.addAll(connection.subList(0, end));
      rest.addAll(connection.subList(end, connection.size()));
    }
    return new Authentication(handled, rest);
  }

  private static int end(List<SeenExchange> connection) {
    int end = 0;
    for (int i = 0; i < connection.size(); i++) {
      int api = connection.get(i).exchange().apiKey();
      if (api == HANDSHAKE || api == AUTHENTICATE) {
        end = i + 1;
      }
    }
    return end;
  }
}
