package io.streamgauge.agent.mapping;

import io.streamgauge.agent.identity.ClientIdFolding;
import io.streamgauge.agent.privacy.PrivacyPolicy;
import io.streamgauge.agent.rollup.LabelLimits;
import java.util.Optional;

/**
 * How exchanges become events.
 *
 * @param resolutionMillis step of the additive events; 0 means one event per exchange
 * @param clusterName display name of the cluster that every listener carries; empty if none
 * @param limits how many values events may name
 * @param folding which generated parts of client ids are folded
 * @param privacy what of them may leave the node
 * @param spans which exchanges are told one by one; empty for none
 */
public record MappingOptions(
    int resolutionMillis,
    String clusterName,
    LabelLimits limits,
    ClientIdFolding folding,
    PrivacyPolicy privacy,
    Optional<SpanOptions> spans) {
  /** One second, nothing folded, no display name. */
  public static final MappingOptions DEFAULTS =
      new MappingOptions(1_000, "", LabelLimits.DEFAULTS, ClientIdFolding.NONE);

  /** Checks the ranges. */
  public MappingOptions {
    if (resolutionMillis < 0) {
      throw new IllegalArgumentException("a resolution is 0 or more milliseconds");
    }
  }

  /** All that is seen may leave the node. */
  public MappingOptions(
      int resolutionMillis, String clusterName, LabelLimits limits, ClientIdFolding folding) {
    this(resolutionMillis, clusterName, limits, folding, PrivacyPolicy.NONE, Optional.empty());
  }

  /** The same at another resolution. */
  public MappingOptions withResolutionMillis(int millis) {
    return new MappingOptions(millis, clusterName, limits, folding, privacy, spans);
  }

  /** The same with a display name for the cluster. */
  public MappingOptions withClusterName(String name) {
    return new MappingOptions(resolutionMillis, name, limits, folding, privacy, spans);
  }

  /** The same with other rules for what may leave the node. */
  public MappingOptions withPrivacy(PrivacyPolicy policy) {
    return new MappingOptions(resolutionMillis, clusterName, limits, folding, policy, spans);
  }

  /** The same with spans of sampled exchanges. */
  public MappingOptions withSpans(SpanOptions options) {
    return new MappingOptions(
        resolutionMillis, clusterName, limits, folding, privacy, Optional.of(options));
  }
}
