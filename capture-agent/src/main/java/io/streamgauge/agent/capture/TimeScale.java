package io.streamgauge.agent.capture;

/**
 * Turns a pcapng timestamp into nanoseconds since the epoch: options {@code if_tsresol} and {@code
 * if_tsoffset} of an interface (draft-ietf-opsawg-pcapng section 4.2).
 */
final class TimeScale {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int NANO_DIGITS = 9;
  private static final int BINARY_FLAG = 0x80;
  private static final int MAX_DECIMAL = 18;
  private static final int MAX_BINARY = 63;

  /** What an interface without options has: microseconds. */
  static final TimeScale DEFAULT = of(6, 0);

  private final long multiplier;
  private final long divisor;
  private final int shift;
  private final long offsetNanos;

  private TimeScale(long multiplier, long divisor, int shift, long offsetNanos) {
    this.multiplier = multiplier;
    this.divisor = divisor;
    this.shift = shift;
    this.offsetNanos = offsetNanos;
  }

  /** Whether {@link #of} takes this resolution: up to 10^-18 or 2^-63 seconds. */
  static boolean isSupported(int resolution) {
    return resolution < BINARY_FLAG
        ? resolution <= MAX_DECIMAL
        : (resolution & ~BINARY_FLAG) <= MAX_BINARY;
  }

  /**
   * The scale of an interface.
   *
   * @param resolution 0 to 255, as in {@code if_tsresol}
   * @param offsetSeconds as in {@code if_tsoffset}
   */
  static TimeScale of(int resolution, long offsetSeconds) {
    long offset = offsetSeconds * NANOS_PER_SECOND;
    if (resolution >= BINARY_FLAG) {
      return new TimeScale(0, 0, resolution & ~BINARY_FLAG, offset);
    }
    return resolution <= NANO_DIGITS
        ? new TimeScale(powerOfTen(NANO_DIGITS - resolution), 1, 0, offset)
        : new TimeScale(1, powerOfTen(resolution - NANO_DIGITS), 0, offset);
  }

  long nanos(long ticks) {
    if (multiplier == 0) {
      return offsetNanos + binaryNanos(ticks);
    }
    return offsetNanos + (divisor == 1 ? ticks * multiplier : Long.divideUnsigned(ticks, divisor));
  }

  private long binaryNanos(long ticks) {
    if (shift == 0) {
      return ticks * NANOS_PER_SECOND;
    }
    long fraction = ticks & ((1L << shift) - 1);
    long high = Math.multiplyHigh(fraction, NANOS_PER_SECOND);
    long low = fraction * NANOS_PER_SECOND;
    long fractionNanos = (high << (Long.SIZE - shift)) | (low >>> shift);
    return (ticks >>> shift) * NANOS_PER_SECOND + fractionNanos;
  }

  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
