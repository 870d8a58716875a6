package io.streamgauge.protocol.details;

/**
 * Details of an api whose bodies carry nothing that is used: header, sizes and error code are all.
 */
public enum HeaderOnly implements Details {
  /** The only one. */
  INSTANCE;

  @Override
  public Details copy() {
    return this;
  }
}
