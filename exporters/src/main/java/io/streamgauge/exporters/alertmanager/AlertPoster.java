package io.streamgauge.exporters.alertmanager;

import io.streamgauge.events.v1.Alert;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one Alertmanager of the board, on a thread of its own. One that does not answer is tried
 * again with growing pauses; nothing is lost, since the board is kept and not what was to be sent.
 */
final class AlertPoster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertPoster.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** What fires holds for so many times the period in which it is told again. */
  private static final int MISSES = 4;

  private final AlertBoard board;
  private final AlertmanagerClient client;
  private final String url;
  private final Clock clock;
  private final Duration resend;
  private final Outbox outbox;
  private final Thread thread;

  AlertPoster(
      AlertBoard board, AlertmanagerClient client, String url, Clock clock, Duration resend) {
    this.board = board;
    this.client = client;
    this.url = url;
    this.clock = clock;
    this.resend = resend;
    this.outbox = new Outbox(resend);
    this.thread = new Thread(this::run, "alertmanager");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    Duration pause = Duration.ZERO;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        long seen = board.changes();
        Instant now = clock.instant();
        List<Alert> due = outbox.due(board.alerts(), now);
        if (due.isEmpty()) {
          board.awaitChange(seen, resend.dividedBy(MISSES));
        } else if (post(due, now, pause.isZero())) {
          pause = Duration.ZERO;
        } else {
          pause = longer(pause);
          Thread.sleep(pause.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean post(List<Alert> due, Instant now, boolean wellBefore)
      throws InterruptedException {
    try {
      client.post(due, now, resend.multipliedBy(MISSES));
      outbox.taken(due, now);
      if (!wellBefore) {
        LOG.info("Alertmanager {} takes alerts again", url);
      }
      return true;
    } catch (IOException | RuntimeException e) {
      // Whatever it is: without this thread alerts would end unheard, and nobody would be told.
      if (wellBefore) {
        LOG.warn("Alertmanager {} does not take alerts, trying again: {}", url, e.toString());
      }
      return false;
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
