package io.streamgauge.quickstart.killed;

import io.streamgauge.agent.publish.BusProducer;
import io.streamgauge.agent.publish.BusTopics;
import io.streamgauge.agent.publish.EventPublisher;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.BatchTables;
import io.streamgauge.events.ClientRef;
import io.streamgauge.events.EventBatchBuilder;
import io.streamgauge.events.ListenerRef;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.OffsetCommitted;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicRollup;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What an agent tells of traffic that is known exactly: a client that produces and a group that
 * stays behind. At rest it goes on to tell that it lives, and nothing else.
 */
final class KnownLoad implements AutoCloseable {
  static final String CLIENT = "shop";
  static final String GROUP = "billing";
  static final String TOPIC = "orders";
  static final long LAG = 5;

  private static final int BUFFER_BYTES = 32 << 20;
  private static final long STEP_MILLIS = 50;
  private static final int REQUESTS = 3;
  private static final int RECORDS = 7;

  private final EventPublisher publisher;
  private final EventBatchBuilder agent =
      new EventBatchBuilder(new AgentIdentity("known", nanos(), "known", "test"), 1_000);
  private final ScheduledExecutorService steps = Executors.newSingleThreadScheduledExecutor();
  private boolean resting;
  private long told;
  private long ordinal;

  private KnownLoad(String bus) {
    publisher =
        new EventPublisher(
            BusProducer.create(bus, "known", Map.of()), BusTopics.EVENTS, "known", BUFFER_BYTES);
  }

  static KnownLoad onto(String bus) {
    KnownLoad load = new KnownLoad(bus);
    var unused =
        load.steps.scheduleWithFixedDelay(
            load::step, STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
    return load;
  }

  private static long nanos() {
    return System.currentTimeMillis() * 1_000_000L;
  }

  private synchronized void step() {
    long now = nanos();
    if (!resting) {
      told++;
      add(now, 0, this::requests);
      add(now, 0, this::traffic);
      add(now, ++ordinal, this::offsets);
      add(now, ++ordinal, this::commit);
    }
    agent.build(now).forEach(publisher::accept);
  }

  /** Writes the body of an event. */
  private interface Body {
    void write(BatchTables tables, Event.Builder event);
  }

  private void add(long now, long order, Body body) {
    ListenerRef listener = new ListenerRef("10.0.0.1", 9092, "prod", "K1", OptionalInt.of(1));
    agent.add(
        (tables, event) -> {
          event.setTimeNanos(now).setListener(tables.listener(listener)).setOrdinal(order);
          body.write(tables, event);
        });
  }

  private void requests(BatchTables tables, Event.Builder event) {
    event.setRequests(
        RequestRollup.newBuilder()
            .setClient(tables.client(new ClientRef("10.0.0.9", CLIENT)))
            .setApiVersion(9)
            .setRequests(REQUESTS)
            .setResponses(REQUESTS));
  }

  private void traffic(BatchTables tables, Event.Builder event) {
    event.setTopicTraffic(
        TopicRollup.newBuilder()
            .setClient(tables.client(new ClientRef("10.0.0.9", CLIENT)))
            .setTopic(tables.topic(new TopicRef(TOPIC, TopicRef.NO_ID)))
            .setKind(TopicRollup.Kind.PRODUCE)
            .setRecords(RECORDS));
  }

  private void offsets(BatchTables tables, Event.Builder event) {
    event.setPartitionOffsets(
        PartitionOffsets.newBuilder()
            .setTopic(tables.topic(new TopicRef(TOPIC, TopicRef.NO_ID)))
            .setSource(Source.PRODUCE)
            .setAcks(-1)
            .setLogEndOffset(RECORDS * told));
  }

  private void commit(BatchTables tables, Event.Builder event) {
    event.setOffsetCommitted(
        OffsetCommitted.newBuilder()
            .setGroup(tables.string(GROUP))
            .setTopic(tables.topic(new TopicRef(TOPIC, TopicRef.NO_ID)))
            .setOffset(RECORDS * told - LAG)
            .setSource(Source.OFFSET_COMMIT));
  }

  synchronized void rest() {
    resting = true;
  }

  synchronized void goOn() {
    resting = false;
  }

  /** Steps of traffic so far. */
  synchronized long steps() {
    return told;
  }

  synchronized long requests() {
    return REQUESTS * told;
  }

  synchronized long records() {
    return RECORDS * told;
  }

  /** Batches that had no room while the bus was away. */
  long dropped() {
    return publisher.droppedBatches();
  }

  @Override
  public void close() {
    steps.shutdownNow();
    publisher.close();
  }
}
