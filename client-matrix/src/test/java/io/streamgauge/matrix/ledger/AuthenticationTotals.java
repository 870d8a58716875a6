package io.streamgauge.matrix.ledger;

import io.streamgauge.matrix.broker.AuthenticationLog;
import io.streamgauge.matrix.capture.SeenExchange;
import io.streamgauge.protocol.details.SaslHandshakeDetails;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was captured of logins with one broker, in the terms of its {@link AuthenticationLog}, and
 * the number of SaslAuthenticate exchanges, which follows from mechanisms and handshake versions.
 *
 * @param log the same figures as the log's
 * @param authenticates captured SaslAuthenticate exchanges
 * @param dueAuthenticates as many as there have to be
 */
public record AuthenticationTotals(AuthenticationLog log, int authenticates, int dueAuthenticates) {
  private static final int API_VERSIONS = 18;

  /** PLAIN sends one token; SCRAM two, and is answered with a challenge and a signature. */
  private static int rounds(String mechanism) {
    return mechanism.equals("PLAIN") ? 1 : 2;
  }

  /** Of the exchanges that a broker's authenticator handled. */
  public static AuthenticationTotals of(List<SeenExchange> handled) {
    Map<String, Integer> requests = new TreeMap<>();
    Map<String, Integer> mechanisms = new TreeMap<>();
    Map<Integer, Integer> due = new HashMap<>();
    Set<Integer> connections = new HashSet<>();
    int authenticates = 0;
    for (SeenExchange one : handled) {
      connections.add(one.connection());
      switch (one.exchange().apiKey()) {
        case API_VERSIONS -> requests.merge("API_VERSIONS", 1, Integer::sum);
        case Authentication.HANDSHAKE -> {
          requests.merge("SASL_HANDSHAKE", 1, Integer::sum);
          String mechanism = ((SaslHandshakeDetails) one.exchange().details()).mechanism();
          mechanisms.merge(mechanism, 1, Integer::sum);
          // After version 0 tokens have no header.
          due.put(one.connection(), one.exchange().apiVersion() == 0 ? 0 : rounds(mechanism));
        }
        default -> authenticates++;
      }
    }
    return new AuthenticationTotals(
        new AuthenticationLog(requests, mechanisms, connections.size()),
        authenticates,
        due.values().stream().mapToInt(Integer::intValue).sum());
  }
}
