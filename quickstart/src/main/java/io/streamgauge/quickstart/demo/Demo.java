package io.streamgauge.quickstart.demo;

import io.streamgauge.agent.runtime.CaptureAgent;
import io.streamgauge.exporters.ExporterServer;
import io.streamgauge.exporters.store.ResultStore;
import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import io.streamgauge.quickstart.cli.EnvironmentException;
import io.streamgauge.quickstart.workload.Workload;
import io.streamgauge.quickstart.workload.WorkloadTopics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that runs during a demo. Parts start one after the other and stop in reverse.
 *
 * <p>{@link #close} may come from another thread at any time, also while {@link #start} runs: it
 * waits for the part that is starting, stops what runs, and no further part starts.
 */
final class Demo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

  private final DemoOptions options;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean closed;
  private volatile CaptureAgent agent;
  private volatile ExporterServer exporter;

  Demo(DemoOptions options) {
    this.options = options;
  }

  /** Starts one part; what it returns is closed with the demo. */
  @FunctionalInterface
  private interface Part<T extends AutoCloseable> {
    T start() throws Exception;
  }

  /** Thrown by {@link #start} when the demo was closed meanwhile. */
  static final class ClosedWhileStarting extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Starts all parts; returns when the exporter serves. Close the demo also when this fails. */
  void start() throws Exception {
    EmbeddedBroker broker =
        run(
            "broker",
            () ->
                EmbeddedBroker.start(
                    BrokerSettings.onPorts(options.port(), options.telemetryPort())));
    String bus = broker.telemetryBootstrap();
    createTopics(bus);
    agent = run("agent", () -> Parts.agent("demo", options.port(), bus));
    run("jobs", () -> Parts.jobs(bus));
    exporter = run("exporter", () -> Parts.exporter(options.metricsPort(), bus));
    if (options.workload()) {
      run("workload", () -> Workload.start(broker.observedBootstrap()));
    }
  }

  private void createTopics(String bus) throws Exception {
    Parts.createTopics(bus);
    if (options.workload()) {
      try (Admin admin = Parts.admin(bus)) {
        WorkloadTopics.create(admin);
      }
    }
  }

  private synchronized <T extends AutoCloseable> T run(String name, Part<T> part) throws Exception {
    if (closed) {
      throw new ClosedWhileStarting();
    }
    LOG.info("starting {}", name);
    T started = part.start();
    running.push(started);
    return started;
  }

  /** What the exporter knows. */
  ResultStore store() {
    return exporter.store();
  }

  /** Whether results have begun to arrive. */
  boolean measures() {
    return exporter.ready() && store().watermarkSeconds() != Long.MIN_VALUE;
  }

  /**
   * Whether the capture still goes on.
   *
   * @throws EnvironmentException if it ended by itself, for one because the interface went away
   */
  void requireCapture() {
    CompletableFuture<Void> ended = agent.ended();
    if (ended.isCompletedExceptionally() && !isClosed()) {
      throw new EnvironmentException(
          "the capture ended: " + ended.handle((nothing, error) -> error.getMessage()).join());
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!running.isEmpty()) {
      AutoCloseable part = running.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("stopping {}: {}", part.getClass().getSimpleName(), e.toString());
      }
    }
  }
}
