package io.streamgauge.agent.rollup;

import io.streamgauge.events.BatchTables;
import io.streamgauge.events.v1.Event;

/** Anomalies of one reason on one listener. */
final class AnomalyAccumulator extends Accumulator {
  private final ListenerState listener;
  private final String reason;
  private long count;
  private long bytes;

  AnomalyAccumulator(ListenerState listener, String reason) {
    this.listener = listener;
    this.reason = reason;
  }

  void add(long cost) {
    count++;
    bytes += cost;
  }

  @Override
  void write(BatchTables tables, Event.Builder event) {
    event.setListener(tables.listener(listener.ref()));
    event.getAnomaliesBuilder().setReason(tables.string(reason)).setCount(count).setBytes(bytes);
  }

  @Override
  void clear() {
    count = 0;
    bytes = 0;
  }
}
