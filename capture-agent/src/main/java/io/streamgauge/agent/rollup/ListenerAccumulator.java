package io.streamgauge.agent.rollup;

import io.streamgauge.events.BatchTables;
import io.streamgauge.events.v1.ConnectionKind;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.ListenerRollup;

/** Bytes and connections of one listener. */
public final class ListenerAccumulator extends Accumulator {
  private static final int KINDS = ConnectionKind.UNKNOWN.getNumber() + 1;

  private final ListenerState listener;
  private long decoded;
  private long undecodable;
  private long gap;
  private long opaque;
  private long self;
  private long opened;
  private long closed;
  private long accountedTotal;
  private final long[] openedTotals = new long[KINDS];
  private final long[] closedTotals = new long[KINDS];

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

  /** One more connection of a kind is open. */
  public void addConnection(ConnectionKind kind) {
    openedTotals[kind.getNumber()]++;
  }

  /** A connection of a kind ended, or turned out to be of another one. */
  public void removeConnection(ConnectionKind kind) {
    closedTotals[kind.getNumber()]++;
  }

  @Override
  void write(BatchTables tables, Event.Builder event) {
    event.setListener(tables.listener(listener.ref()));
    ListenerRollup.Builder rollup = event.getListenerTrafficBuilder();
    rollup
        .setDecodedBytes(decoded)
        .setUndecodableBytes(undecodable)
        .setGapBytes(gap)
        .setOpaqueBytes(opaque)
        .setSelfBytes(self)
        .setConnectionsOpened(opened)
        .setConnectionsClosed(closed)
        .setAccountedBytesTotal(accountedTotal);
    for (int kind = 1; kind < KINDS; kind++) {
      if (openedTotals[kind] > 0) {
        rollup
            .addConnectionsBuilder()
            .setKindValue(kind)
            .setOpenedTotal(openedTotals[kind])
            .setClosedTotal(closedTotals[kind]);
      }
    }
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
