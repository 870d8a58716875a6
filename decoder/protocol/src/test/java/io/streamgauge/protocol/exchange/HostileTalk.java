package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.testing.Allocations;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * A connection on which anything may come, and the laws that hold all the same: nothing is thrown,
 * every byte is accounted for once, no bound is exceeded, nothing is allocated but for bytes that
 * are there, and whoever comes next is not harmed. A breach is an {@link AssertionError}.
 */
public final class HostileTalk {
  /** Bounds that small inputs reach. */
  public static final DecoderLimits TIGHT =
      new DecoderLimits(1 << 16, 1 << 16, 8, 60_000_000_000L, 256, 1_000_000_000L, 4, 8, 64);

  /** What a connection may allocate before its first byte, and for what is rare. */
  private static final long BASE_BYTES = 512 << 10;

  /**
   * Objects for elements of one byte each, with their list, and lanes that are tried and dropped.
   */
  private static final long PER_BYTE = 400;

  private static final long PER_EVENT = 8 << 10;
  private static final int QUIET_ID = 987_654;

  /** A heartbeat, version 0, of client {@code q} and group {@code g}, and its answer. */
  private static final byte[] REQUEST = {
    0, 0, 0, 24, 0, 12, 0, 0, 0, 0, 0, 0, 0, 1, 'q', 0, 1, 'g', 0, 0, 0, 1, 0, 4, 'm', 'e', 'm', 'b'
  };

  private static final byte[] RESPONSE = {0, 0, 0, 6, 0, 0, 0, 0, 0, 0};
  private static final long START = 1_700_000_000_000_000_000L;

  private final DecoderWorker worker;
  private final DecoderLimits limits;
  private final ConnectionDecoder connection;
  private final Map<Direction, Long> given = new EnumMap<>(Direction.class);
  private final Quiet heard = new Quiet();
  private long now = START;
  private long allocated;
  private long allowed = BASE_BYTES;

  /** Keeps nothing, so that what is allocated is the decoder's. */
  private static final class Quiet implements ExchangeListener {
    private int anomalies;
    private int lastCompleteId;
    private int complete;

    @Override
    public void onExchange(Exchange exchange) {
      if (exchange.status() == ExchangeStatus.COMPLETE) {
        complete++;
        lastCompleteId = exchange.correlationId();
      }
    }

    @Override
    public void onAnomaly(Anomaly anomaly) {
      anomalies++;
    }
  }

  private HostileTalk(DecoderWorker worker, DecoderLimits limits, ConnectionOptions options) {
    this.worker = worker;
    this.limits = limits;
    this.connection = worker.newConnection(options, heard);
    for (Direction direction : Direction.values()) {
      given.put(direction, 0L);
    }
  }

  /** A connection of a worker of its own with {@link #TIGHT} limits. */
  public static HostileTalk tight(boolean requestsFromStart, boolean responsesFromStart) {
    return with(TIGHT, requestsFromStart, responsesFromStart);
  }

  public static HostileTalk with(
      DecoderLimits limits, boolean requestsFromStart, boolean responsesFromStart) {
    return new HostileTalk(
        Talk.decoder().newWorker(limits),
        limits,
        new ConnectionOptions("broker:9092", requestsFromStart, responsesFromStart));
  }

  /** Another connection of the same worker. */
  public HostileTalk neighbour(boolean fromStart) {
    return new HostileTalk(
        worker, limits, new ConnectionOptions("broker:9092", fromStart, fromStart));
  }

  public HostileTalk bytes(Direction direction, byte[] source, int offset, int length) {
    ByteBuffer piece = ByteBuffer.wrap(Arrays.copyOfRange(source, offset, offset + length));
    given.merge(direction, (long) length, Long::sum);
    allowed += PER_BYTE * length;
    return measured(() -> connection.onBytes(direction, piece, 0, length, now));
  }

  public HostileTalk bytes(Direction direction, byte[] bytes) {
    return bytes(direction, bytes, 0, bytes.length);
  }

  public HostileTalk gap(Direction direction, long missing) {
    given.merge(direction, missing == Long.MAX_VALUE ? 0 : missing, Long::sum);
    return measured(() -> connection.onGap(direction, missing, now));
  }

  /** Time moves, perhaps backwards, and connections are told. */
  public HostileTalk time(long nanos) {
    now += nanos;
    return measured(() -> connection.onTime(now));
  }

  private HostileTalk measured(Runnable event) {
    allowed += PER_EVENT;
    allocated += Allocations.of(event);
    hold(allocated, 0, allowed, "bytes allocated");
    checkBounds();
    return this;
  }

  private void checkBounds() {
    ConnectionStatistics totals = connection.statistics();
    WorkerLoad load = worker.load();
    hold(totals.pendingRequests(), 0, limits.maxPendingRequests(), "pending requests");
    hold(load.fetchSessions(), 0, limits.maxFetchSessions(), "fetch sessions");
    hold(load.earlyBytes(), 0, limits.maxEarlyResponseBytes(), "early response bytes");
    hold(load.exchanges(), 0, (LaneSearch.MAX_LANES + 1L) * mostHeld(), "exchanges");
    for (Direction direction : Direction.values()) {
      hold(accounted(direction), 0, given.get(direction), "bytes accounted for");
    }
  }

  /** Without AssertJ: this runs millions of times. */
  private static void hold(long value, long least, long most, String what) {
    if (value < least || value > most) {
      throw new AssertionError(what + ": " + value + ", not " + least + " to " + most);
    }
  }

  /** Requests held by the connection or one of its lanes, with the one being read. */
  private int mostHeld() {
    return limits.maxPendingRequests() + 2;
  }

  private long accounted(Direction direction) {
    ConnectionStatistics totals = connection.statistics();
    return totals.decodedBytes(direction)
        + totals.undecodableBytes(direction)
        + totals.gapBytes(direction);
  }

  /** Ends the connection: what was given is accounted for, and what was borrowed is back. */
  public HostileTalk close() {
    measured(() -> connection.close(now));
    for (Direction direction : Direction.values()) {
      assertThat(accounted(direction)).as(direction + " in all").isEqualTo(given.get(direction));
    }
    assertThat(connection.statistics().pendingRequests()).isZero();
    assertIdle(worker);
    return this;
  }

  /** Nothing that was borrowed from the worker is still out. */
  public static void assertIdle(DecoderWorker worker) {
    WorkerLoad load = worker.load();
    assertThat(load).isEqualTo(new WorkerLoad(0, 0, 0, 0, 0, load.fetchSessions()));
  }

  /** A well-behaved connection of the same worker is read as if nothing had happened. */
  public void leavesOthersAlone() {
    HostileTalk other = neighbour(true).quiet(QUIET_ID);
    assertThat(other.heard.complete).isEqualTo(1);
    assertThat(other.heard.lastCompleteId).isEqualTo(QUIET_ID);
    assertThat(other.heard.anomalies).isZero();
    other.close();
  }

  /** One heartbeat and its answer, a segment each. */
  public HostileTalk quiet(int id) {
    bytes(Direction.REQUEST, withId(REQUEST, 8, id));
    return bytes(Direction.RESPONSE, withId(RESPONSE, 4, id));
  }

  private static byte[] withId(byte[] frame, int at, int id) {
    return ByteBuffer.wrap(frame.clone()).putInt(at, id).array();
  }

  /** The correlation id of the last exchange that was complete. */
  public int lastCompleteId() {
    return heard.lastCompleteId;
  }
}
