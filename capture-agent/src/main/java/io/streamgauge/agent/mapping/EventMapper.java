package io.streamgauge.agent.mapping;

import io.streamgauge.agent.identity.TopicNames;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.ExchangeObserver;
import io.streamgauge.agent.publish.BatchSink;
import io.streamgauge.agent.rollup.ClientTraffic;
import io.streamgauge.agent.rollup.ListenerAccumulator;
import io.streamgauge.agent.rollup.ListenerState;
import io.streamgauge.agent.rollup.RollupTable;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.EventBatchBuilder;
import io.streamgauge.events.EventWriter;
import io.streamgauge.events.v1.AgentRollup;
import io.streamgauge.events.v1.ConnectionKind;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.List;

/**
 * Turns exchanges into event batches: sums per resolution step, facts one by one, a heartbeat every
 * second of packet time. Single-threaded; reads no clock.
 */
public final class EventMapper implements ExchangeObserver {
  private static final long HEARTBEAT_NANOS = 1_000_000_000L;

  /** How often open connections are told where none comes or goes. */
  private static final long CONNECTIONS_NANOS = 30_000_000_000L;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final MappingOptions options;
  private final BatchSink sink;
  private final EventBatchBuilder batch;
  private final RollupTable rollups;
  private final AgentTotals agent;
  private final TopicNames names = new TopicNames(TopicNames.DEFAULT_LIMIT);
  private final PartitionOffsetsTracker offsets = new PartitionOffsetsTracker(this::emit);
  private final FactMappers facts = new FactMappers(offsets);
  private final long stepNanos;

  /** Null unless exchanges are sampled. */
  private final SpanMapper spans;

  private long now = Long.MIN_VALUE;
  private long stepStart;
  private long beatStart;
  private long connectionsTold;
  private long lastOrdinal;

  /**
   * A mapper that has seen nothing.
   *
   * @param identity who signs the batches
   * @param counters the agent's totals; asked once a second
   * @param sink receives the batches in order
   */
  public EventMapper(
      AgentIdentity identity, MappingOptions options, AgentCounters counters, BatchSink sink) {
    this.options = options;
    this.sink = options.privacy().guard(sink);
    this.batch = new EventBatchBuilder(identity, options.resolutionMillis());
    this.rollups = new RollupTable(options.clusterName(), options.limits());
    this.agent = new AgentTotals(counters);
    this.spans = options.spans().map(SpanMapper::new).orElse(null);
    this.stepNanos = options.resolutionMillis() * NANOS_PER_MILLI;
  }

  @Override
  public ConnectionObserver onConnection(Connection connection) {
    ListenerState listener = rollups.listener(connection.broker());
    return new ObservedConnection(
        this,
        connection,
        listener,
        new MappingContext(listener, rollups.labels(), names, this::emit));
  }

  @Override
  public void onOpaqueBytes(Endpoint broker, long bytes) {
    rollups.listener(broker).traffic().addOpaqueBytes(bytes);
    exchangeEnded();
  }

  @Override
  public void onUnread(Endpoint broker, ConnectionKind kind, boolean open) {
    ListenerAccumulator traffic = rollups.listener(broker).traffic();
    if (open) {
      traffic.addConnection(kind);
    } else {
      traffic.removeConnection(kind);
    }
  }

  @Override
  public void onTime(long timestampNanos) {
    if (now == Long.MIN_VALUE) {
      stepStart = startOf(timestampNanos, Math.max(1, stepNanos));
      beatStart = startOf(timestampNanos, HEARTBEAT_NANOS);
      connectionsTold = timestampNanos;
    }
    now = timestampNanos;
    if (now - connectionsTold >= CONNECTIONS_NANOS) {
      connectionsTold = now;
      rollups.tellConnections();
    }
    if (stepNanos > 0 && now - stepStart >= stepNanos) {
      rollups.flush(stepStart, batch);
      stepStart = startOf(now, stepNanos);
    }
    rollups.advance(now);
    offsets.advance(now);
    if (now - beatStart >= HEARTBEAT_NANOS) {
      beat();
      send(batch.build(now));
      beatStart = startOf(now, HEARTBEAT_NANOS);
    }
  }

  private static long startOf(long timestampNanos, long interval) {
    return Math.floorDiv(timestampNanos, interval) * interval;
  }

  /** The agent is about to say that it has reported up to now: nothing may wait any longer. */
  private void beat() {
    offsets.tellAll();
    long limited =
        rollups.dropped() + names.notLearned() + offsets.dropped() + facts.dropped() + forgotten();
    AgentRollup rollup = agent.next(limited, spans);
    long start = beatStart;
    batch.add((tables, event) -> AgentTotals.write(start, rollup, event));
  }

  private long forgotten() {
    return spans == null ? 0 : spans.forgotten();
  }

  /** The agent stops in an orderly way: sends everything, in batches the last of which says so. */
  public void finish() {
    if (now == Long.MIN_VALUE) {
      return;
    }
    rollups.tellConnections();
    rollups.flush(stepNanos > 0 ? stepStart : now, batch);
    beat();
    send(batch.buildFinal(now));
  }

  private void send(List<EventBatch> batches) {
    for (int i = 0; i < batches.size(); i++) {
      sink.accept(batches.get(i));
    }
  }

  /** An exchange was added to the sums: at resolution 0 it is a step of its own. */
  void exchangeEnded() {
    if (stepNanos == 0) {
      rollups.flush(now, batch);
    }
    sendIfFull();
  }

  private void sendIfFull() {
    if (batch.pendingBytes() >= EventBatchBuilder.MAX_BATCH_BYTES) {
      send(batch.build(now));
    }
  }

  private void emit(long timeNanos, ListenerState listener, EventWriter body) {
    long ordinal = ++lastOrdinal;
    batch.add(
        (tables, event) -> {
          event
              .setTimeNanos(timeNanos)
              .setListener(tables.listener(listener.ref()))
              .setOrdinal(ordinal);
          body.write(tables, event);
        });
    sendIfFull();
  }

  ClientTraffic traffic(ListenerState listener, String address, String clientId) {
    return rollups.client(listener, address, options.folding().fold(clientId));
  }

  TopicNames topicNames() {
    return names;
  }

  /** States what an answered exchange says, and the exchange itself if it is sampled. */
  void mapFacts(Exchange exchange, MappingContext context) {
    facts.map(exchange, context);
    if (spans != null) {
      spans.map(exchange, context);
    }
  }

  void mapToken(SaslAuthenticateDetails token, MappingContext context) {
    facts.mapToken(token, context);
  }

  void addFrames(long count) {
    agent.addFrames(count);
  }

  void addSelfBytes(long bytes) {
    agent.addSelfBytes(bytes);
  }
}
