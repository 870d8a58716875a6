package io.streamgauge.protocol.details;

/**
 * What an exchange's bodies carried, as one type per api.
 *
 * <p>Implementations are records, immutable, except {@link PartitionDetails}, which the hot apis
 * reuse.
 */
public interface Details {
  /**
   * Stands for an error code where no answer was seen; the same number as {@code
   * Exchange.NO_ERROR_CODE}.
   */
  int NO_ERROR_CODE = Integer.MIN_VALUE;

  /** This object if it is immutable, else a copy that stays valid after the exchange's callback. */
  default Details copy() {
    return this;
  }
}
