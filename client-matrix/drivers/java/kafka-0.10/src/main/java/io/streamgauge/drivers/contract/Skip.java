package io.streamgauge.drivers.contract;

/** Thrown for what a client cannot do; the message is the reason. */
public final class Skip extends Exception {
  private static final long serialVersionUID = 1;

  public Skip(String reason) {
    super(reason);
  }
}
