package io.streamgauge.quickstart.killed;

import io.streamgauge.agent.publish.BusTopics;
import io.streamgauge.quickstart.demo.Parts;
import io.streamgauge.quickstart.outage.BusProcess;
import io.streamgauge.quickstart.truth.MetricsPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Bus, jobs and exporter, each in processes of their own, with a load that is known and somebody
 * who scrapes.
 *
 * @param <J> how the jobs run
 */
final class RunningSystem<J extends Running> implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/metrics");
  private static final TopicPartition EVENTS = new TopicPartition(BusTopics.EVENTS, 0);

  final BusProcess bus;
  final J jobs;
  final CommandProcess exporter;
  final KnownLoad load;
  final Scraper scraper;

  /** Starts the jobs on a bus whose topics exist. */
  interface JobsStart<J> {
    /**
     * They may not be ready yet.
     *
     * @param folder for what they keep
     */
    J start(Path folder, String bus) throws IOException, InterruptedException;
  }

  private RunningSystem(Path folder, JobsStart<J> start) throws IOException, InterruptedException {
    bus = BusProcess.start(Files.createDirectory(folder.resolve("bus")));
    Parts.createTopics(bus.bootstrap());
    jobs = start.start(folder, bus.bootstrap());
    exporter =
        CommandProcess.start(
            folder.resolve("exporter.log"),
            "exporter",
            "--bootstrap",
            bus.bootstrap(),
            "--listen",
            "127.0.0.1:0");
    load = KnownLoad.onto(bus.bootstrap());
    scraper = new Scraper(this::port);
  }

  static <J extends Running> RunningSystem<J> start(Path folder, JobsStart<J> jobs)
      throws IOException, InterruptedException {
    return new RunningSystem<>(folder, jobs);
  }

  private Optional<Integer> port() {
    try {
      Matcher said = PORT.matcher(exporter.said());
      return said.find() ? Optional.of(Integer.valueOf(said.group(1))) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails with what it said if a process ended that nobody killed. */
  void ended() throws IOException {
    for (Running each : List.of(jobs, exporter)) {
      if (!each.isAlive()) {
        throw new IllegalStateException(each.said());
      }
    }
  }

  /** What the exporter shows. */
  MetricsPage page() {
    return scraper.page();
  }

  /** Requests of the known client, as shown. */
  long requests() {
    return page().count("streamgauge_requests_total", "client_id", KnownLoad.CLIENT);
  }

  /** Where the topic of events ends now. */
  long eventsEnd() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      return admin
          .listOffsets(Map.of(EVENTS, OffsetSpec.latest()))
          .all()
          .get()
          .get(EVENTS)
          .offset();
    }
  }

  /**
   * Removes the events that the newest checkpoint holds: who starts without it cannot know them.
   *
   * @return where what it does not hold begins
   */
  long forgetCheckpointedEvents() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      OffsetAndMetadata held =
          admin
              .listConsumerGroupOffsets("streamgauge-jobs")
              .partitionsToOffsetAndMetadata()
              .get()
              .get(EVENTS);
      long until = held == null ? 0 : held.offset();
      admin.deleteRecords(Map.of(EVENTS, RecordsToDelete.beforeOffset(until))).all().get();
      return until;
    }
  }

  private Admin admin() {
    return Admin.create(Map.<String, Object>of("bootstrap.servers", bus.bootstrap()));
  }

  @Override
  public void close() {
    scraper.close();
    load.close();
    exporter.close();
    jobs.close();
    bus.close();
  }
}
