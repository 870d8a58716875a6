package io.streamgauge.protocol.details.capture;

/** How many more values an exchange may capture, as long as there is room for those of all. */
final class Budget {
  private final CaptureContext context;
  private int taken;

  Budget(CaptureContext context) {
    this.context = context;
  }

  /** Takes one; false when there is none left. */
  boolean take() {
    if (taken >= context.maxValues() || !context.holdValue()) {
      return false;
    }
    taken++;
    return true;
  }

  /** Takes several, or none and returns false. */
  boolean take(int values) {
    if (taken + values > context.maxValues() || !context.holdValues(values)) {
      return false;
    }
    taken += values;
    return true;
  }

  /** Gives back all that were taken: the exchange is over. */
  void release() {
    context.releaseValues(taken);
    taken = 0;
  }
}
