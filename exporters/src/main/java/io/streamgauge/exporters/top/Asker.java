package io.streamgauge.exporters.top;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks the exporter again and again on a thread of its own. */
final class Asker implements AutoCloseable {
  private final ExporterApi api;
  private final Duration interval;
  private final Consumer<Event> events;
  private final Semaphore hurry = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "top-asker");
  private volatile Question question = new Question.Overview();
  private volatile boolean paused;

  Asker(ExporterApi api, Duration interval, Consumer<Event> events) {
    this.api = api;
    this.interval = interval;
    this.events = events;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** What to ask from now on; what is new is asked at once. */
  void ask(Question wanted, boolean hold) {
    boolean changed = !wanted.equals(question) || (paused && !hold);
    question = wanted;
    paused = hold;
    if (changed) {
      hurry.release();
    }
  }

  private void run() {
    try {
      while (true) {
        // A detail that was opened while the picture is held is asked for once.
        events.accept(once(question));
        do {
          boolean hurried = hurry.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
          hurry.drainPermits();
          if (hurried) {
            break;
          }
        } while (paused);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Event once(Question asked) throws InterruptedException {
    try {
      return new Event.Answered(asked, api.ask(asked));
    } catch (IOException e) {
      return new Event.Failed(e.getMessage() == null ? "the connection ended" : e.getMessage());
    } catch (RuntimeException e) {
      return new Event.Failed(e.toString());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
