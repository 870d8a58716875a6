package io.streamgauge.exporters.alertmanager;

import io.streamgauge.events.v1.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one Alertmanager has been told, and so what is due: a change at once, what fires again each
 * {@code resend}, an end once. Not thread-safe.
 *
 * <p>There is no queue: while an Alertmanager is away only the newest state waits for it.
 */
final class Outbox {
  /** Alerts told in one request. */
  static final int BATCH = 500;

  private record Told(Alert alert, Instant at) {}

  private final Duration resend;
  private final Map<String, Told> told = new HashMap<>();

  Outbox(Duration resend) {
    this.resend = resend;
  }

  /** What to tell now, at most {@link #BATCH}. */
  List<Alert> due(List<Alert> alerts, Instant now) {
    Set<String> held = new HashSet<>();
    alerts.forEach(alert -> held.add(alert.getFingerprint()));
    told.keySet().retainAll(held);
    return alerts.stream().filter(alert -> isDue(alert, now)).limit(BATCH).toList();
  }

  private boolean isDue(Alert alert, Instant now) {
    Told last = told.get(alert.getFingerprint());
    if (last == null || changed(last.alert, alert)) {
      return true;
    }
    return !alert.hasEndsSeconds() && !now.isBefore(last.at.plus(resend));
  }

  /** The value moves all the time; that is told when it is due anyway. */
  private static boolean changed(Alert told, Alert alert) {
    return told.hasEndsSeconds() != alert.hasEndsSeconds()
        || told.getStartsSeconds() != alert.getStartsSeconds()
        || !told.getLabelsList().equals(alert.getLabelsList());
  }

  /** These were taken. */
  void taken(List<Alert> alerts, Instant now) {
    alerts.forEach(alert -> told.put(alert.getFingerprint(), new Told(alert, now)));
  }
}
