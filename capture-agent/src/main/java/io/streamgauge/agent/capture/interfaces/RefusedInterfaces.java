package io.streamgauge.agent.capture.interfaces;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Interfaces that could not be captured, why, and when to try again. From any thread. */
final class RefusedInterfaces {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedInterfaces.class);

  /** How long one that stays is left alone. */
  static final Duration RETRY = Duration.ofMinutes(1);

  private record Refusal(String reason, Instant again) {}

  private final Map<String, Refusal> refused = new TreeMap<>();

  /** Says so, unless it was refused for the same reason before. */
  synchronized void add(String name, String reason, Instant now) {
    Refusal before = refused.put(name, new Refusal(reason, now.plus(RETRY)));
    if (before == null || !before.reason.equals(reason)) {
      LOG.warn("Not capturing on {}: {}", name, reason);
    }
  }

  /** Whether there is no reason to leave it alone any longer. */
  synchronized boolean mayTry(String name, Instant now) {
    Refusal refusal = refused.get(name);
    return refusal == null || !now.isBefore(refusal.again);
  }

  /** Something was given back that all of them may have lacked: they may be tried at once. */
  synchronized void retryAll() {
    refused.replaceAll((name, refusal) -> new Refusal(refusal.reason, Instant.MIN));
  }

  /** It is captured. */
  synchronized void remove(String name) {
    refused.remove(name);
  }

  /** Forgets all others. */
  synchronized void retainAll(Set<String> names) {
    refused.keySet().retainAll(names);
  }
}
