package io.streamgauge.agent.privacy;

import java.util.Locale;

/** How much of who clients are leaves a node. */
public enum PrivacyMode {
  /** Addresses and user names as they were seen. */
  FULL,
  /**
   * Addresses and user names as keyed hashes: the same one stays recognisable, without its name.
   */
  PSEUDONYMOUS,
  /** Addresses cut to their network, no user names. */
  MINIMAL;

  /** As options spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
