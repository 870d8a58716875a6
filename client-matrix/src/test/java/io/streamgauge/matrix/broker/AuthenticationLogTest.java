package io.streamgauge.matrix.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthenticationLogTest {
  @Test
  void requestsMechanismsAndLoginsAreCounted() {
    AuthenticationLog log =
        AuthenticationLog.parse(
            List.of(
                "Handling Kafka request API_VERSIONS during authentication",
                "Handling Kafka request SASL_HANDSHAKE during authentication",
                "Using SASL mechanism 'PLAIN' provided by client",
                "Authentication complete; session max lifetime from broker config=0 ms",
                "Handling Kafka request SASL_HANDSHAKE during authentication",
                "Using SASL mechanism 'SCRAM-SHA-256' provided by client",
                "Set SASL server state to FAILED during authentication"));

    assertThat(log.requests()).isEqualTo(Map.of("API_VERSIONS", 1, "SASL_HANDSHAKE", 2));
    assertThat(log.mechanisms()).isEqualTo(Map.of("PLAIN", 1, "SCRAM-SHA-256", 1));
    assertThat(log.completed()).isEqualTo(1);
  }
}
