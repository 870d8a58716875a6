package io.streamgauge.exporters.http;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the HTTP server, each lent to a client for a limited time: {@link #REQUEST} until
 * its request is there, TLS handshake included, and {@link #ANSWER} until the answer is taken.
 *
 * <p>The JDK's server reads and writes in the thread that it was given, on blocking channels. An
 * interrupt closes such a channel, so this needs none of the properties ({@code
 * sun.net.httpserver.maxReqTime}) that are internal, hold for the whole JVM and are read only once.
 */
final class ExchangeThreads implements Executor, AutoCloseable {
  /** More than a slow line needs for a few hundred bytes. */
  static final Duration REQUEST = Duration.ofSeconds(5);

  /** Three times the time in which Prometheus gives up by default. */
  static final Duration ANSWER = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(ExchangeThreads.class);
  private static final ThreadLocal<Loan> CURRENT = new ThreadLocal<>();

  /** Runs a task after a while, unless it is cancelled. */
  @FunctionalInterface
  interface Timer {
    Future<?> after(Duration limit, Runnable task);
  }

  private final ExecutorService threads;
  private final Timer timer;
  private final Runnable stopTimer;

  /** With a timer that {@link #close} stops. */
  ExchangeThreads(int count) {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> daemon(task, "exporter-http-limits"),
            new ThreadPoolExecutor.DiscardPolicy());
    clock.setRemoveOnCancelPolicy(true);
    this.threads = pool(count);
    this.timer = (limit, task) -> clock.schedule(task, limit.toMillis(), TimeUnit.MILLISECONDS);
    this.stopTimer = clock::shutdownNow;
  }

  /** With a timer of somebody else. */
  ExchangeThreads(int count, Timer timer) {
    this.threads = pool(count);
    this.timer = timer;
    this.stopTimer = () -> {};
  }

  private static ExecutorService pool(int count) {
    return Executors.newFixedThreadPool(count, task -> daemon(task, "exporter-http"));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable exchange) {
    threads.execute(() -> lend(exchange));
  }

  private void lend(Runnable exchange) {
    Loan loan = new Loan(Thread.currentThread());
    CURRENT.set(loan);
    loan.limit(REQUEST, "send its request");
    try {
      exchange.run();
    } finally {
      CURRENT.remove();
      loan.end();
    }
  }

  /** The request of the calling thread is there; from now on the limit of the answer counts. */
  void answering() {
    CURRENT.get().limit(ANSWER, "take its answer");
  }

  @Override
  public void close() {
    threads.shutdownNow();
    stopTimer.run();
  }

  /** One exchange's hold of a thread; the lock keeps a late interrupt from hitting the next one. */
  private final class Loan {
    private final Thread thread;
    private int phase;
    private Future<?> pending;

    Loan(Thread thread) {
      this.thread = thread;
    }

    synchronized void limit(Duration limit, String what) {
      cancel();
      int mine = phase;
      pending = timer.after(limit, () -> expire(mine, limit, what));
    }

    private synchronized void expire(int of, Duration limit, String what) {
      if (of == phase) {
        LOG.warn("a client took more than {} s to {}; disconnected", limit.toSeconds(), what);
        thread.interrupt();
      }
    }

    synchronized void end() {
      cancel();
      // What was interrupted without noticing must not break the thread's next exchange.
      boolean unused = Thread.interrupted();
    }

    private void cancel() {
      phase++;
      if (pending != null) {
        pending.cancel(false);
      }
    }
  }
}
