package io.streamgauge.protocol.exchange;

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
}
