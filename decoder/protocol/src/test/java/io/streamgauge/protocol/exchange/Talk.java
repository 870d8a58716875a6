package io.streamgauge.protocol.exchange;

import java.nio.ByteBuffer;

/** Feeds one connection; a clock that moves a millisecond with each piece. */
public final class Talk {
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();
  private static final long MILLI = 1_000_000L;

  public final Recorder heard = new Recorder();
  private final ConnectionDecoder connection;
  private long now = 1_700_000_000_000_000_000L;

  private Talk(DecoderWorker worker, ConnectionOptions options) {
    this.connection = worker.newConnection(options, heard);
  }

  /** The decoder of all tests: compiling it takes a while. */
  public static KafkaDecoder decoder() {
    return DECODER;
  }

  public static Talk fromStart() {
    return new Talk(DECODER.newWorker(), ConnectionOptions.fromStart("broker:9092"));
  }

  public static Talk midStream() {
    return new Talk(DECODER.newWorker(), ConnectionOptions.midStream("broker:9092"));
  }

  public static Talk with(DecoderWorker worker, ConnectionOptions options) {
    return new Talk(worker, options);
  }

  public long now() {
    return now;
  }

  public Talk later(long millis) {
    now += millis * MILLI;
    return this;
  }

  public Talk request(byte[]... pieces) {
    return bytes(Direction.REQUEST, pieces);
  }

  public Talk response(byte[]... pieces) {
    return bytes(Direction.RESPONSE, pieces);
  }

  public Talk bytes(Direction direction, byte[]... pieces) {
    for (byte[] piece : pieces) {
      later(1);
      ByteBuffer buffer = ByteBuffer.allocateDirect(piece.length + 7);
      buffer.put(3, piece);
      connection.onBytes(direction, buffer, 3, piece.length, now);
    }
    return this;
  }

  public Talk gap(Direction direction, long missing) {
    connection.onGap(direction, missing, now);
    return this;
  }

  public Talk tick() {
    connection.onTime(now);
    return this;
  }

  public Recorder close() {
    connection.close(now);
    return heard;
  }

  public ConnectionStatistics statistics() {
    return connection.statistics();
  }
}
