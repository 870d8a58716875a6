package io.streamgauge.agent.rollup;

import io.streamgauge.events.BatchTables;
import io.streamgauge.events.ClientRef;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.TopicRollup;

/** Records and bytes of one listener, client, topic and kind. */
public final class TopicAccumulator extends Accumulator {
  private final ListenerState listener;
  private final ClientRef client;
  private final TopicLabel topic;
  private final TopicRollup.Kind kind;
  private long records;
  private long bytes;
  private long batches;
  private long uncountableBytes;

  TopicAccumulator(
      ListenerState listener, ClientRef client, TopicLabel topic, TopicRollup.Kind kind) {
    this.listener = listener;
    this.client = client;
    this.topic = topic;
    this.kind = kind;
  }

  /** Whether it sums up this topic in this kind. */
  boolean isOf(TopicLabel label, TopicRollup.Kind wanted) {
    return topic == label && kind == wanted;
  }

  /** A record set whose records are known; each 0 or more. */
  public void add(long recordCount, long byteCount, long batchCount) {
    records += recordCount;
    bytes += byteCount;
    batches += batchCount;
  }

  /** A record set whose records could not be counted. */
  public void addUncountable(long byteCount) {
    bytes += byteCount;
    uncountableBytes += byteCount;
  }

  @Override
  void write(BatchTables tables, Event.Builder event) {
    event.setListener(tables.listener(listener.ref()));
    event
        .getTopicTrafficBuilder()
        .setClient(tables.client(client))
        .setTopic(tables.topic(topic.ref()))
        .setKind(kind)
        .setRecords(records)
        .setBytes(bytes)
        .setBatches(batches)
        .setUncountableBytes(uncountableBytes);
  }

  @Override
  void clear() {
    records = 0;
    bytes = 0;
    batches = 0;
    uncountableBytes = 0;
  }
}
