package io.streamgauge.protocol.details;

/**
 * What an exchange's bodies carried, as one type per api.
 *
 * <p>Implementations are records, immutable, except {@link PartitionDetails}, which the hot apis
 * reuse.
 */
public interface Details {
  /** This object if it is immutable, else a copy that stays valid after the exchange's callback. */
  default Details copy() {
    return this;
  }
}
