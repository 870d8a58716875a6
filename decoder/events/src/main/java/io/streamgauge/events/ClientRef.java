package io.streamgauge.events;

import java.util.Objects;

/**
 * A client as seen on the wire.
 *
 * @param address IP address in text
 * @param clientId of the request header; empty for null or empty
 */
public record ClientRef(String address, String clientId) {
  /** Neither address nor client id. */
  public static final ClientRef NONE = new ClientRef("", "");

  public ClientRef {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(clientId, "clientId");
  }
}
