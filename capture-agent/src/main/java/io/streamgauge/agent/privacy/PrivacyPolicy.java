package io.streamgauge.agent.privacy;

import io.streamgauge.agent.publish.BatchSink;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What may leave this node. Immutable; safe to share. */
public final class PrivacyPolicy {
  /** Everything that is seen. */
  public static final PrivacyPolicy NONE = new PrivacyPolicy(PrivacyMode.FULL, null, DenyList.NONE);

  private final PrivacyMode mode;
  private final PrivacyKey key;
  private final DenyList denied;

  private PrivacyPolicy(PrivacyMode mode, PrivacyKey key, DenyList denied) {
    this.mode = mode;
    this.key = key;
    this.denied = denied;
  }

  /**
   * A policy.
   *
   * @param key for {@link PrivacyMode#PSEUDONYMOUS}, else null
   * @param deniedTopics patterns in which {@code *} and {@code ?} are wildcards
   * @param deniedGroups likewise
   * @throws IllegalArgumentException for a missing or needless key, or an empty pattern
   */
  public static PrivacyPolicy of(
      PrivacyMode mode, PrivacyKey key, List<String> deniedTopics, List<String> deniedGroups) {
    if ((mode == PrivacyMode.PSEUDONYMOUS) != (key != null)) {
      throw new IllegalArgumentException("a key goes with pseudonyms, and only with them");
    }
    return new PrivacyPolicy(
        Objects.requireNonNull(mode),
        key,
        new DenyList(patterns(deniedTopics), patterns(deniedGroups)));
  }

  private static List<NamePattern> patterns(List<String> texts) {
    // The longest first: behind payroll, pay has nothing left to hide; the other way round "roll"
    // stays.
    return texts.stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .map(NamePattern::new)
        .toList();
  }

  /** Lets only what may leave through to {@code sink}; as single-threaded as the sink. */
  public BatchSink guard(BatchSink sink) {
    if (mode == PrivacyMode.FULL && denied.isEmpty()) {
      return sink;
    }
    BatchRedaction redaction = new BatchRedaction(new TextRules(this));
    return batch -> sink.accept(redaction.of(batch));
  }

  PrivacyMode mode() {
    return mode;
  }

  PrivacyKey key() {
    return key;
  }

  DenyList denied() {
    return denied;
  }
}
