package io.streamgauge.protocol.exchange;

import java.nio.ByteBuffer;

/**
 * Turns the two byte streams of one TCP connection into exchanges. Single-threaded.
 *
 * <p>Bytes come in stream order per direction; the two directions may run ahead of each other.
 * Nothing is thrown for any content: what cannot be read becomes an {@link Anomaly}. Times are
 * packet times in nanoseconds since the epoch and may step back a little.
 */
public final class ConnectionDecoder {
  private final Conversation conversation;
  private final RequestSide requests;
  private final ResponseSide responses;
  private final Statistics statistics = new Statistics();
  private boolean closed;

  ConnectionDecoder(DecoderWorker worker, ConnectionOptions options, ExchangeListener listener) {
    this.conversation = new Conversation(worker, options, listener);
    this.requests = conversation.requestSide();
    this.responses = conversation.responseSide();
  }

  /**
   * The next bytes of one side.
   *
   * @param buffer big-endian; read by absolute gets, not kept, its position and limit untouched
   * @param offset index of the first byte
   * @param length number of bytes, 0 or more. The end of a piece should be the end of a TCP
   *     segment: it helps to find a lost boundary, nothing else depends on it
   */
  public void onBytes(
      Direction direction, ByteBuffer buffer, int offset, int length, long timestampNanos) {
    if (closed || length <= 0) {
      return;
    }
    Side side = direction == Direction.REQUEST ? requests : responses;
    if (!side.passOver(length)) {
      read(direction, buffer, offset, length, timestampNanos);
    }
  }

  private void read(
      Direction direction, ByteBuffer buffer, int offset, int length, long timestampNanos) {
    conversation.setNow(timestampNanos);
    if (direction == Direction.REQUEST) {
      requests.onBytes(buffer, offset, length, timestampNanos);
    } else {
      responses.onBytes(buffer, offset, length, timestampNanos);
    }
  }

  /**
   * Bytes of one side that were never captured.
   *
   * @param missingBytes 1 or more; {@link Long#MAX_VALUE} if unknown, which counts as no bytes
   */
  public void onGap(Direction direction, long missingBytes, long timestampNanos) {
    if (closed || missingBytes <= 0) {
      return;
    }
    conversation.setNow(timestampNanos);
    if (direction == Direction.REQUEST) {
      requests.onGap(missingBytes);
    } else {
      responses.onGap(missingBytes);
    }
  }

  /** Lets requests go that waited for their answer beyond the age limit. */
  public void onTime(long timestampNanos) {
    if (!closed) {
      conversation.setNow(timestampNanos);
      conversation.expire(timestampNanos);
    }
  }

  /** The connection ended, or the capture did: hands out what is still in flight. */
  public void close(long timestampNanos) {
    if (!closed) {
      closed = true;
      conversation.setNow(timestampNanos);
      conversation.close();
    }
  }

  /**
   * Drops everything without handing anything out, and returns what was borrowed from the worker.
   * For connections that turned out not to be Kafka.
   */
  public void abandon() {
    if (!closed) {
      closed = true;
      conversation.abandon();
    }
  }

  /** A live view of the totals; readable after {@link #close} too. */
  public ConnectionStatistics statistics() {
    return statistics;
  }

  /** What looking for lost boundaries cost so far, in bytes looked at, each time counted. */
  long searchWork(Direction direction) {
    return conversation.totals(direction).searchWork;
  }

  private final class Statistics implements ConnectionStatistics {
    @Override
    public long decodedBytes(Direction direction) {
      return conversation.totals(direction).decodedBytes;
    }

    @Override
    public long undecodableBytes(Direction direction) {
      return conversation.totals(direction).undecodableBytes;
    }

    @Override
    public long gapBytes(Direction direction) {
      return conversation.totals(direction).gapBytes;
    }

    @Override
    public long frames(Direction direction) {
      return conversation.totals(direction).frames;
    }

    @Override
    public int pendingRequests() {
      return conversation.pending().size();
    }

    @Override
    public long inFlightBytes() {
      return conversation.pending().bytes();
    }
  }
}
