package io.streamgauge.jobs;

import io.streamgauge.jobs.client.UpgradeTarget;
import io.streamgauge.jobs.scaling.BrokerPolicy;
import java.io.Serializable;
import java.util.Objects;

/**
 * What brokers and clients are held against.
 *
 * @param brokers ceilings of a broker
 * @param upgrade release that clients shall be ready for
 */
public record AdviceSettings(BrokerPolicy brokers, UpgradeTarget upgrade) implements Serializable {
  /** Ceilings are learned; clients shall be ready for 4.0. */
  public static final AdviceSettings DEFAULTS =
      new AdviceSettings(BrokerPolicy.LEARN, UpgradeTarget.DEFAULT);

  public AdviceSettings {
    Objects.requireNonNull(brokers, "brokers");
    Objects.requireNonNull(upgrade, "upgrade");
  }
}
