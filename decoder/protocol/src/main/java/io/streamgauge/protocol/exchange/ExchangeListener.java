package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.SaslAuthenticateDetails;

/** Receives what one connection carried, in the order in which exchanges completed. */
public interface ExchangeListener {
  /**
   * An exchange completed, or it is certain that no more of it will come.
   *
   * @param exchange a flyweight that is valid only during this call; see {@link
   *     Exchange#toRecord()}
   */
  void onExchange(Exchange exchange);

  /** Something could not be read; the connection goes on. */
  void onAnomaly(Anomaly anomaly);

  /**
   * A client named itself in a bare SASL token, as after SaslHandshake v0. Such tokens have no
   * header and are no exchanges; inside SaslAuthenticate the same comes as details.
   *
   * @param token its user name is not null
   * @param timestampNanos when the token's last byte came
   */
  default void onBareToken(SaslAuthenticateDetails token, long timestampNanos) {}
}
