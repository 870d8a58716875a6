package io.streamgauge.protocol.details;

import java.util.List;

/**
 * SaslHandshake (key 17).
 *
 * @param mechanism what the client wants, such as {@code SCRAM-SHA-256}
 * @param enabledMechanisms what the broker offers
 */
public record SaslHandshakeDetails(String mechanism, List<String> enabledMechanisms)
    implements Details {
  public SaslHandshakeDetails {
    enabledMechanisms = List.copyOf(enabledMechanisms);
  }
}
