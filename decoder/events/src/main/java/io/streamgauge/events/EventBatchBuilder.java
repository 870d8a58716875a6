package io.streamgauge.events;

import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the events of one resolution step of one agent into batches of at most {@value
 * #MAX_BATCH_BYTES} bytes and numbers them without holes. Only a single event that is larger makes
 * a larger batch, alone.
 *
 * <p>Holds what was added until {@link #build}; whoever adds without an end calls it once {@link
 * #pendingBytes()} is enough. Not thread-safe.
 */
public final class EventBatchBuilder {
  /** Serialised size at which a batch is split. */
  public static final int MAX_BATCH_BYTES = 256 * 1024;

  private static final int TAG_AND_LENGTH = 6;
  private static final int FIXED_FIELDS = 64;

  private final AgentIdentity agent;
  private final int resolutionMillis;
  private final int headerBytes;
  private final List<EventBatch.Builder> closed = new ArrayList<>();
  private final Event.Builder scratch = Event.newBuilder();
  private EventBatch.Builder open;
  private BatchTables tables;
  private int eventBytes;
  private long closedBytes;
  private long lastSequence;
  private long agentTimeNanos = Long.MIN_VALUE;

  /**
   * Starts at sequence 1.
   *
   * @param resolutionMillis of the additive events; 0 means one event per exchange
   */
  public EventBatchBuilder(AgentIdentity agent, int resolutionMillis) {
    this.agent = agent;
    this.resolutionMillis = resolutionMillis;
    this.headerBytes = header().build().getSerializedSize() + FIXED_FIELDS;
    openBatch();
  }

  /** Adds one event; the writer sets time, listener, ordinal and body. */
  public void add(EventWriter writer) {
    BatchTables.Mark before = tables.mark();
    Event event = write(writer);
    if (size() + sizeOf(event) > MAX_BATCH_BYTES && open.getEventsCount() > 0) {
      tables.rollBack(before);
      closeBatch();
      event = write(writer);
    }
    open.addEvents(event);
    eventBytes += sizeOf(event);
  }

  /** Upper bound of the serialised size of everything added since the last {@link #build}. */
  public long pendingBytes() {
    return closedBytes + size();
  }

  /**
   * Ends the step and starts the next. Gives at least one batch: without events it is the agent's
   * heartbeat.
   *
   * @param timeNanos packet time up to which the agent has reported; a step back is held at the
   *     latest time given
   */
  public List<EventBatch> build(long timeNanos) {
    return build(timeNanos, false);
  }

  /** Like {@link #build(long)}; the last batch says that the agent stops in an orderly way. */
  public List<EventBatch> buildFinal(long timeNanos) {
    return build(timeNanos, true);
  }

  private List<EventBatch> build(long timeNanos, boolean last) {
    agentTimeNanos = Math.max(agentTimeNanos, timeNanos);
    closeBatch();
    List<EventBatch> batches = new ArrayList<>(closed.size());
    for (int i = 0; i < closed.size(); i++) {
      batches.add(
          closed
              .get(i)
              .setSequence(++lastSequence)
              .setAgentTimeNanos(agentTimeNanos)
              .setFinal(last && i == closed.size() - 1)
              .build());
    }
    closed.clear();
    closedBytes = 0;
    return batches;
  }

  private Event write(EventWriter writer) {
    scratch.clear();
    writer.write(tables, scratch);
    return scratch.build();
  }

  private int size() {
    return headerBytes + tables.bytes() + eventBytes;
  }

  private static int sizeOf(Event event) {
    return event.getSerializedSize() + TAG_AND_LENGTH;
  }

  private void closeBatch() {
    closedBytes += size();
    tables.writeTo(open);
    closed.add(open);
    openBatch();
  }

  private void openBatch() {
    open = header();
    tables = new BatchTables();
    eventBytes = 0;
  }

  private EventBatch.Builder header() {
    return EventBatch.newBuilder()
        .setAgentId(agent.agentId())
        .setIncarnation(agent.incarnationNanos())
        .setResolutionMillis(resolutionMillis)
        .setNode(agent.node())
        .setAgentVersion(agent.version());
  }
}
