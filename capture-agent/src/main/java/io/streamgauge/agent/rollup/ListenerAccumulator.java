package io.streamgauge.agent.rollup;

import io.streamgauge.events.BatchTables;
import io.streamgauge.events.v1.Event;

/** Bytes and connections of one listener. */
public final class ListenerAccumulator extends Accumulator {
  private final ListenerState listener;
  private long decoded;
  private long undecodable;
  private long gap;
  private long opaque;
  private long self;
  private long opened;
  private long closed;
  private long accountedTotal;

  ListenerAccumulator(ListenerState listener) {
    this.listener = listener;
  }

  /** Bytes of Kafka connections by what became of them; each 0 or more. */
  public void addBytes(long decodedBytes, long undecodableBytes, long gapBytes) {
    decoded += decodedBytes;
    undecodable += undecodableBytes;
    gap += gapBytes;
    accountedTotal += decodedBytes + undecodableBytes + gapBytes;
  }

  /** Bytes of TLS connections. */
  public void addOpaqueBytes(long bytes) {
    opaque += bytes;
  }

  /** Bytes of Streamgauge's own traffic. */
  public void addSelfBytes(long bytes) {
    self += bytes;
  }

  /** A connection was recognised. */
  public void addOpened() {
    opened++;
  }

  /** A recognised connection ended. */
  public void addClosed() {
    closed++;
  }

  @Override
  void write(BatchTables tables, Event.Builder event) {
    event.setListener(tables.listener(listener.ref()));
    event
        .getListenerTrafficBuilder()
        .setDecodedBytes(decoded)
        .setUndecodableBytes(undecodable)
        .setGapBytes(gap)
        .setOpaqueBytes(opaque)
        .setSelfBytes(self)
        .setConnectionsOpened(opened)
        .setConnectionsClosed(closed)
        .setAccountedBytesTotal(accountedTotal);
  }

  @Override
  void clear() {
    decoded = 0;
    undecodable = 0;
    gap = 0;
    opaque = 0;
    self = 0;
    opened = 0;
    closed = 0;
  }
}
