package io.streamgauge.exporters.alertmanager;

import io.streamgauge.events.v1.Alert;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest word on every alert. Thread-safe: one thread writes, any number read.
 *
 * <p>Bounded: an alert beyond the limit is refused and counted. What ended is forgotten {@link
 * #KEEP_ENDED} after.
 */
public final class AlertBoard {
  private static final Logger LOG = LoggerFactory.getLogger(AlertBoard.class);

  /** Alerts held unless configured otherwise; about 1 KB each. */
  public static final int DEFAULT_MAX_ALERTS = 10_000;

  /** How long the end of an alert is still told, for one to an Alertmanager that was away. */
  static final Duration KEEP_ENDED = Duration.ofMinutes(15);

  private final Clock clock;
  private final int maxAlerts;
  private final Map<String, Alert> alerts = new HashMap<>();
  private long changes;
  private long refused;

  /**
   * An empty board.
   *
   * @param maxAlerts 1 or more
   */
  public AlertBoard(Clock clock, int maxAlerts) {
    this.clock = clock;
    this.maxAlerts = maxAlerts;
  }

  /**
   * Takes one record of the alerts topic.
   *
   * @param fingerprint its key
   * @param alert the value, or null for a tombstone: then the alert has ended now
   */
  public synchronized void apply(String fingerprint, Alert alert) {
    Alert held = alerts.get(fingerprint);
    Alert newer = alert == null ? ended(held) : alert;
    if (newer == null || (held != null && newer.getAsOfSeconds() < held.getAsOfSeconds())) {
      return;
    }
    if (tooOld(newer)) {
      alerts.remove(fingerprint);
      return;
    }
    if (held == null && isFull()) {
      if (refused++ == 0) {
        LOG.warn("More than {} alerts at once: Alertmanager is not told of the others", maxAlerts);
      }
      return;
    }
    alerts.put(fingerprint, newer);
    changes++;
    notifyAll();
  }

  /** Everything that fires or has ended lately, in no order. */
  synchronized List<Alert> alerts() {
    forgetOld();
    return List.copyOf(alerts.values());
  }

  /** Changes so far; what {@link #awaitChange} compares. */
  synchronized long changes() {
    return changes;
  }

  /** Waits until there is a change since {@code seen}, at most so long. */
  synchronized void awaitChange(long seen, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (long left = limit.toMillis(); changes == seen && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  /** Alerts refused because the board was full. */
  public synchronized long refused() {
    return refused;
  }

  private boolean isFull() {
    if (alerts.size() >= maxAlerts) {
      forgetOld();
    }
    return alerts.size() >= maxAlerts;
  }

  private Alert ended(Alert held) {
    if (held == null || held.hasEndsSeconds()) {
      return held;
    }
    return held.toBuilder().setEndsSeconds(clock.instant().getEpochSecond()).build();
  }

  private void forgetOld() {
    alerts.values().removeIf(this::tooOld);
  }

  private boolean tooOld(Alert alert) {
    return alert.hasEndsSeconds()
        && clock.instant().getEpochSecond() - alert.getEndsSeconds() > KEEP_ENDED.toSeconds();
  }
}
