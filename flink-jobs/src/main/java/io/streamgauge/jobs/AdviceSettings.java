package io.streamgauge.jobs;

import io.streamgauge.jobs.client.UpgradeTarget;
import io.streamgauge.jobs.finding.FindingLimits;
import io.streamgauge.jobs.scaling.BrokerPolicy;
import java.io.Serializable;
import java.util.Objects;

/**
 * What brokers and clients are held against.
 *
 * @param brokers ceilings of a broker
 * @param upgrade release that clients shall be ready for
 * @param findings how much of what is too much
 */
public record AdviceSettings(BrokerPolicy brokers, UpgradeTarget upgrade, FindingLimits findings)
    implements Serializable {
  /** Ceilings are learned; clients shall be ready for 4.0. */
  public static final AdviceSettings DEFAULTS =
      new AdviceSettings(BrokerPolicy.LEARN, UpgradeTarget.DEFAULT);

  public AdviceSettings {
    Objects.requireNonNull(brokers, "brokers");
    Objects.requireNonNull(upgrade, "upgrade");
    Objects.requireNonNull(findings, "findings");
  }

  /** With the limits that findings have of themselves. */
  public AdviceSettings(BrokerPolicy brokers, UpgradeTarget upgrade) {
    this(brokers, upgrade, FindingLimits.DEFAULTS);
  }
}
