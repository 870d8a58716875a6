package io.streamgauge.protocol.details.capture;

/** How many more values an exchange may capture. */
final class Budget {
  private int left;

  Budget(int values) {
    this.left = values;
  }

  /** Takes one; false when there is none left. */
  boolean take() {
    return left-- > 0;
  }
}
