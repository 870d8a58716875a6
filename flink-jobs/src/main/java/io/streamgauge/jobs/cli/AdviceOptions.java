package io.streamgauge.jobs.cli;

import io.streamgauge.jobs.AdviceSettings;
import io.streamgauge.jobs.client.UpgradeTarget;
import io.streamgauge.jobs.finding.FindingLimits;
import io.streamgauge.jobs.scaling.BrokerPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What brokers and clients are held against. */
public final class AdviceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--upgrade-target",
      paramLabel = "RELEASE",
      defaultValue = "4.0",
      description =
          "Release of Kafka that clients shall be ready for, from 3.9 to 4.4: what they use and it"
              + " refuses is told as streamgauge_client_upgrade_blockers (default:"
              + " ${DEFAULT-VALUE}).")
  private String upgradeTarget = UpgradeTarget.DEFAULT.release();

  @Option(
      names = "--broker-max-requests",
      paramLabel = "N",
      defaultValue = "0",
      description = "Requests per second that a broker can take; 0 learns it (default: 0).")
  private double requests;

  @Option(
      names = "--broker-max-bytes",
      paramLabel = "BYTES",
      defaultValue = "0",
      description =
          "Bytes per second that a broker can take, both directions; 0 learns it (default: 0).")
  private double bytes;

  @Option(
      names = "--broker-max-inflight-bytes",
      paramLabel = "BYTES",
      defaultValue = "0",
      description =
          "Bytes of produce requests that a broker may have at once; 0 learns it (default: 0).")
  private double inflightBytes;

  @Option(
      names = "--broker-max-latency",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "99th percentile of a broker's time on produce requests that is still good; 0 learns it"
              + " (default: 0).")
  private double latency;

  @Option(
      names = "--finding-limit",
      paramLabel = "KIND=N",
      split = ",",
      description =
          "More than so many within the kind's window are a finding, in place of the default;"
              + " docs/findings.md lists both. Several: separated by commas.")
  private Map<String, Long> findingLimits = new LinkedHashMap<>();

  /** Checks the options. */
  AdviceSettings settings() {
    double[] values = {requests, bytes, inflightBytes, latency};
    String[] names = {"requests", "bytes", "inflight-bytes", "latency"};
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0) || Double.isInfinite(values[i])) {
        throw wrong("--broker-max-" + names[i] + " must be 0 or more, not " + values[i]);
      }
    }
    return new AdviceSettings(
        new BrokerPolicy(requests, bytes, inflightBytes, latency), target(), findings());
  }

  private FindingLimits findings() {
    try {
      return FindingLimits.of(findingLimits);
    } catch (IllegalArgumentException e) {
      throw wrong("--finding-limit " + e.getMessage());
    }
  }

  private UpgradeTarget target() {
    try {
      return new UpgradeTarget(upgradeTarget);
    } catch (IllegalArgumentException e) {
      throw wrong("--upgrade-target " + e.getMessage());
    }
  }

  private RuntimeException wrong(String message) {
    return spec == null
        ? new IllegalArgumentException(message)
        : new ParameterException(spec.commandLine(), message);
  }
}
