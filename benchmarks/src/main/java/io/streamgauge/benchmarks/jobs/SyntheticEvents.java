package io.streamgauge.benchmarks.jobs;

import com.google.protobuf.ByteString;
import io.streamgauge.benchmarks.jobs.BrokerPart.Consumer;
import io.streamgauge.benchmarks.jobs.BrokerPart.Led;
import io.streamgauge.benchmarks.jobs.BrokerPart.Member;
import io.streamgauge.benchmarks.jobs.BrokerPart.Producer;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.EventBatchBuilder;
import io.streamgauge.events.EventWriter;
import io.streamgauge.events.v1.EventBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the agents of a made-up cluster tell, second by second: of every client and broker what it
 * asked, wrote and read, of every partition its offsets, of every group its commits (every five
 * seconds, as clients do by default) and heartbeats. Equal shapes tell equal batches. Not
 * thread-safe.
 */
public final class SyntheticEvents {
  /** 2026-01-01T00:00:00Z, in seconds since the epoch: when the first second begins. */
  public static final long START_SECONDS = 1_767_225_600L;

  private static final long NANOS = 1_000_000_000L;
  private static final int COMMIT_SECONDS = 5;
  private static final int HEARTBEAT_SECONDS = 15;
  private static final int MAX_RECORDS = 100;
  private static final int WAIT_SLOTS = 100;
  private static final ByteString WAITED = ByteString.copyFrom(waited());

  private final ClusterShape shape;
  private final List<BrokerPart> parts;
  private final List<EventBatchBuilder> agents = new ArrayList<>();
  private final SyntheticWords words;
  private final SplittableRandom random;
  private final long[][] ends;
  private final long[] ordinals;
  private final long[] accounted;
  private long second;
  private long rollups;
  private long facts;

  public SyntheticEvents(ClusterShape shape) {
    this.shape = shape;
    this.parts = BrokerPart.of(shape);
    this.random = new SplittableRandom(shape.seed());
    this.words = new SyntheticWords(random.split());
    this.ends = new long[shape.topics()][];
    for (int topic = 0; topic < shape.topics(); topic++) {
      ends[topic] = new long[shape.partitionsOf(topic)];
    }
    this.ordinals = new long[shape.brokers()];
    this.accounted = new long[shape.brokers()];
    for (int broker = 0; broker < shape.brokers(); broker++) {
      AgentIdentity agent =
          new AgentIdentity("agent-" + broker, START_SECONDS * NANOS, "node-" + broker, "made-up");
      agents.add(new EventBatchBuilder(agent, 1_000));
    }
  }

  /** How many additive events its agents tell each second, on average. */
  static double rollupsPerSecond(ClusterShape shape) {
    double rollups = 0;
    for (BrokerPart part : BrokerPart.of(shape)) {
      rollups += 2 + 2 * part.producers.size() + 3 * part.consumers.size();
      rollups += part.members.size() * (1 + 1.0 / COMMIT_SECONDS);
    }
    return rollups;
  }

  /** Additive events of a batch. */
  static long rollups(EventBatch batch) {
    return batch.getEventsList().stream().filter(event -> event.getOrdinal() == 0).count();
  }

  /** Additive events told so far. */
  public long rollups() {
    return rollups;
  }

  /** Ordered events told so far. */
  public long facts() {
    return facts;
  }

  /** The next second of all agents, in the order of their brokers. */
  public List<EventBatch> nextSecond() {
    List<EventBatch> batches = new ArrayList<>();
    for (int broker = 0; broker < shape.brokers(); broker++) {
      traffic(broker);
      offsets(broker);
      groups(broker);
      batches.addAll(agents.get(broker).build((START_SECONDS + second + 1) * NANOS));
    }
    second++;
    return batches;
  }

  private void traffic(int broker) {
    BrokerPart part = parts.get(broker);
    for (Producer each : part.producers) {
      long records = produce(each);
      rollup(broker, words.requests(SyntheticWords.PRODUCE, each.client(), random));
      rollup(broker, words.produced(each.client(), each.topic(), records));
    }
    for (Consumer each : part.consumers) {
      rollup(broker, words.requests(SyntheticWords.FETCH, each.client(), random));
      rollup(broker, words.consumed(each.client(), each.topic(), 1 + random.nextInt(MAX_RECORDS)));
      rollup(broker, words.waits(each.client(), each.partitions().size(), now(0), WAITED));
    }
    for (Member each : part.members) {
      rollup(broker, words.requests(SyntheticWords.HEARTBEAT, each.client(), random));
      if (commits(each)) {
        rollup(broker, words.requests(SyntheticWords.OFFSET_COMMIT, each.client(), random));
      }
    }
    long bytes = 1_000L * (part.producers.size() + part.consumers.size());
    accounted[broker] += bytes;
    rollup(broker, words.listener(bytes, accounted[broker]));
    agents.get(broker).add((tables, event) -> words.agent(event.setTimeNanos(now(0)), bytes));
    rollups++;
  }

  private long produce(Producer producer) {
    long records = 0;
    for (int partition : producer.partitions()) {
      int more = 1 + random.nextInt(MAX_RECORDS);
      ends[producer.topic()][partition] += more;
      records += more;
    }
    return records;
  }

  private void offsets(int broker) {
    for (Led each : parts.get(broker).led) {
      long end = ends[each.topic()][each.partition()];
      fact(broker, 0.5, words.produced(each, end));
    }
    for (Consumer each : parts.get(broker).consumers) {
      for (int partition : each.partitions()) {
        long end = ends[each.topic()][partition];
        fact(broker, 0.6, words.fetched(each, partition, end, Math.max(0, end - MAX_RECORDS)));
      }
    }
  }

  private void groups(int broker) {
    for (Member each : parts.get(broker).members) {
      if (second == 0) {
        fact(broker, 0.1, words.assigned(each));
      } else if ((second + each.client()) % HEARTBEAT_SECONDS == 0) {
        fact(broker, 0.1, words.heartbeat(each));
      }
      if (commits(each)) {
        for (int partition : each.partitions()) {
          long end = ends[each.topic()][partition];
          fact(broker, 0.9, words.committed(each, partition, Math.max(0, end - MAX_RECORDS)));
        }
      }
    }
  }

  private boolean commits(Member member) {
    return (second + member.client() / 2) % COMMIT_SECONDS == 0;
  }

  private void rollup(int broker, EventWriter writer) {
    rollups++;
    add(broker, 0, 0, writer);
  }

  private void fact(int broker, double part, EventWriter writer) {
    facts++;
    add(broker, part, ++ordinals[broker], writer);
  }

  private void add(int broker, double part, long ordinal, EventWriter writer) {
    agents
        .get(broker)
        .add(
            (tables, event) -> {
              event
                  .setTimeNanos(now(part))
                  .setListener(tables.listener(SyntheticWords.listenerOf(broker)))
                  .setOrdinal(ordinal);
              writer.write(tables, event);
            });
  }

  /** Nanoseconds since the epoch of a part of this second. */
  private long now(double part) {
    return (START_SECONDS + second) * NANOS + Math.round(part * NANOS);
  }

  private static byte[] waited() {
    byte[] waited = new byte[WAIT_SLOTS];
    Arrays.fill(waited, 0, WAIT_SLOTS / 2, (byte) 100);
    return waited;
  }
}
