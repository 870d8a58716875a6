package io.streamgauge.quickstart.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.capture.afpacket.AfPacketSource;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.publish.BusProducer;
import io.streamgauge.agent.publish.EventPublisher;
import io.streamgauge.agent.runtime.AgentOptions;
import io.streamgauge.agent.runtime.CaptureAgent;
import io.streamgauge.agent.runtime.PacketThreads;
import io.streamgauge.agent.runtime.TrafficChoice;
import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.EventBatchBuilder;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.jobs.BoundedTraffic;
import io.streamgauge.jobs.TrafficOptions;
import io.streamgauge.jobs.series.LineageStamp;
import io.streamgauge.quickstart.RepeatingClient;
import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bus dies under an agent and comes back with what it had. How long it is away makes no
 * difference to what is tested: the buffer is small, and nothing ends by time.
 *
 * <p>Whatever waited for the bus where it must not would wait for ever here, since the bus only
 * comes back behind it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BusAwayIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String TOPIC = "made.events";
  private static final String CAPTURED = "captured.events";
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_767_225_600L * SECOND;
  private static final int BUFFER_BYTES = 20_000;
  private static final int PACKETS = 10;

  private BusProcess bus;

  @BeforeAll
  void startBus(@TempDir Path folder) throws Exception {
    bus = BusProcess.start(folder);
    BusTopic.create(bus.bootstrap(), List.of(TOPIC, CAPTURED));
  }

  @AfterAll
  void stopBus() throws InterruptedException {
    if (bus != null) {
      bus.goAway();
    }
  }

  @Test
  void whatFitsTheBufferIsDeliveredOnceAndInOrderTheRestIsCountedAndLateEventsCount()
      throws Exception {
    // Given an agent that publishes
    EventBatchBuilder second = agent("away");
    EventPublisher publisher =
        new EventPublisher(
            BusProducer.create(bus.bootstrap(), "away", Map.of()), TOPIC, "away", BUFFER_BYTES);
    long dropped;
    try (publisher) {
      int time = accept(publisher, second, 0, 5);
      await().atMost(PATIENCE).until(() -> publisher.sentBatches() == 5);

      // When the bus goes away for more than fits the buffer
      bus.goAway();
      while (publisher.droppedBatches() < 20) {
        time = accept(publisher, second, time, 1);
      }

      // Then what fits is kept
      assertThat(publisher.isDelivering()).isFalse();
      assertThat(publisher.bufferedBytes()).isBetween(BUFFER_BYTES - 200L, (long) BUFFER_BYTES);

      // When it comes back
      bus.comeBack();

      // Then the agent goes on by itself
      long kept = time - publisher.droppedBatches();
      await().atMost(PATIENCE).until(() -> publisher.sentBatches() == kept);
      time = accept(publisher, second, time, 3);
      await().atMost(PATIENCE).until(() -> publisher.sentBatches() == kept + 3);
      assertThat(publisher.isDelivering()).isTrue();
      dropped = publisher.droppedBatches();
      assertThat(dropped).isEqualTo(20);
      assertThat(publisher.droppedEvents()).isEqualTo(20);
      assertThat(sequences())
          .containsExactlyElementsOf(
              LongStream.concat(
                      LongStream.rangeClosed(1, kept), LongStream.rangeClosed(time - 2, time))
                  .boxed()
                  .toList());
    }
    lateEventsCount(dropped);
  }

  private static EventBatchBuilder agent(String name) {
    return new EventBatchBuilder(new AgentIdentity(name, START, name, "test"), 1_000);
  }

  /** A batch for each of so many seconds, of one event; returns the last second. */
  private static int accept(
      EventPublisher publisher, EventBatchBuilder builder, int after, int seconds) {
    for (int second = after + 1; second <= after + seconds; second++) {
      batches(builder, second).forEach(publisher::accept);
    }
    return after + seconds;
  }

  private static List<EventBatch> batches(EventBatchBuilder builder, int second) {
    long time = START + second * SECOND;
    builder.add(
        (tables, event) ->
            event.setTimeNanos(time - SECOND / 2).getAgentBuilder().setPackets(PACKETS));
    return builder.build(time);
  }

  private List<Long> sequences() throws Exception {
    return BusTopic.read(bus.bootstrap(), TOPIC).stream().map(EventBatch::getSequence).toList();
  }

  /** Time went on meanwhile for who reads the bus: another agent has told of a later hour. */
  private void lateEventsCount(long dropped) throws Exception {
    List<EventBatch> read = new ArrayList<>();
    EventBatchBuilder ahead = agent("ahead");
    for (int second = 3_600; second <= 3_660; second++) {
      read.addAll(batches(ahead, second));
    }
    List<EventBatch> arrived = BusTopic.read(bus.bootstrap(), TOPIC);
    read.addAll(arrived);

    Map<String, Double> counters = new TreeMap<>();
    BoundedTraffic.run(
        read.iterator(),
        TrafficOptions.of(new LineageStamp.Identity("test", 1)),
        result -> counters.put(SeriesKey.of(result), (double) result.getCounter()));

    assertThat(counters)
        .containsEntry(
            "streamgauge_capture_packets_total{node=\"away\"}", (double) PACKETS * arrived.size())
        .containsEntry("streamgauge_lost_batches_total{node=\"away\"}", (double) dropped);
  }

  @Test
  @RequiresCapture
  void theCaptureGoesOnWhileTheBusIsAwayAndNothingIsLost() throws Exception {
    try (EmbeddedBroker observed = EmbeddedBroker.start(BrokerSettings.onFreePorts());
        RepeatingClient client = RepeatingClient.of(observed.observedBootstrap())) {
      CaptureAgent agent = CaptureAgent.start(options(observed.observedBootstrap()));
      try (agent) {
        await().atMost(PATIENCE).until(agent::isReady);
        await().atMost(PATIENCE).until(() -> agent.kafkaConnections() > 0);

        // When the bus is away
        bus.goAway();
        long before = agent.kafkaConnections();

        // Then connections are seen that began meanwhile
        await().atMost(PATIENCE).until(() -> agent.kafkaConnections() > before + 2);

        // And when it is back
        long sent = agent.sentBatches();
        bus.comeBack();

        // Then what waited is sent
        await().atMost(PATIENCE).until(() -> agent.sentBatches() > sent + 2);
        assertThat(agent.droppedBatches()).isZero();
        assertThat(agent.ended()).isNotDone();
        assertThat(client.isAsking()).isTrue();
      }
      List<EventBatch> batches = BusTopic.read(bus.bootstrap(), CAPTURED);
      assertThat(batches.stream().map(EventBatch::getSequence))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, batches.size()).boxed().toList());
    }
  }

  private AgentOptions options(String observed) {
    int port = Integer.parseInt(observed.substring(observed.indexOf(':') + 1));
    return new AgentOptions(
        TrafficChoice.of("lo", Set.of(port)),
        List.of(),
        "away",
        "away",
        "test",
        bus.bootstrap(),
        CAPTURED,
        Map.of(),
        MappingOptions.DEFAULTS,
        CaptureMethod.AUTO,
        AfPacketSource.DEFAULT_BUFFER_BYTES,
        PacketThreads.SINGLE,
        32 << 20,
        Optional.empty(),
        Optional.empty());
  }
}
