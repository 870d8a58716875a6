package io.streamgauge.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a capture of clients that talk with one broker: classic pcap, Ethernet, IPv4, TCP, each
 * connection from its handshake on. Acknowledgments ride on data, as they do between two that
 * answer each other at once. Checksums are left out, as in captures of what a machine sends.
 */
final class CaptureWriter implements Closeable {
  /** The largest segment that fits into an IPv4 packet; loopback's and, merged, a fast card's. */
  static final int LARGEST_SEGMENT = 65_535 - 40;

  private static final int BUFFER_BYTES = 4 << 20;
  private static final int HEADERS = 14 + 20 + 20;
  private static final int RECORD_HEADER = 16;
  private static final int SNAP_LENGTH = 262_144;
  private static final int BROKER = 0x0a00_0001;
  private static final int FIRST_CLIENT = 0x0a00_0100;
  private static final int BROKER_PORT = 9_092;
  private static final int FIRST_PORT = 40_000;
  private static final int REQUEST_ID = 8;
  private static final int RESPONSE_ID = 4;
  private static final int SYN = 2;
  private static final int ACK = 0x10;
  private static final int PSH_ACK = 0x18;
  private static final int CLIENTS = 10;
  private static final int SPREAD = 0x9e3779b1;
  private static final int MICROS = 1_000_000;
  private static final long START_SECONDS = 1_700_000_000L;

  private final FileChannel file;
  private final int segmentBytes;
  private final int[][] sequences;
  private final int[] asked;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int correlationId;
  private long micros;
  private long packets;
  private long bytes;

  /**
   * Creates the file and writes the handshakes.
   *
   * @param segmentBytes payload that a packet has at most
   */
  CaptureWriter(Path path, int connections, int segmentBytes) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.segmentBytes = segmentBytes;
    this.sequences = new int[connections][2];
    this.asked = new int[connections];
    buffer.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    buffer.putLong(0).putInt(SNAP_LENGTH).putInt(1);
    for (int connection = 0; connection < connections; connection++) {
      // Two that begin alike would pass for one that is seen under two addresses.
      sequences[connection][0] = connection * SPREAD;
      sequences[connection][1] = ~connection * SPREAD;
      packet(connection, 0, SYN, 0, null, 0, 0);
      packet(connection, 1, SYN | ACK, 0, null, 0, 0);
      packet(connection, 0, ACK, 0, null, 0, 0);
    }
  }

  /** Packets written so far. */
  long packets() {
    return packets;
  }

  /** Bytes of the file so far. */
  long bytes() {
    return bytes + buffer.position();
  }

  /** A request and its answer. */
  void exchange(int connection, Frames frames) throws IOException {
    request(connection, frames);
    response(connection, frames);
  }

  /** A request that is to be answered before the connection's next one. */
  void request(int connection, Frames frames) throws IOException {
    asked[connection] = correlationId++;
    frames.request.putInt(REQUEST_ID, asked[connection]);
    say(connection, 0, frames.request);
  }

  /** The answer to the connection's last request. */
  void response(int connection, Frames frames) throws IOException {
    frames.response.putInt(RESPONSE_ID, asked[connection]);
    say(connection, 1, frames.response);
  }

  private void say(int connection, int side, ByteBuffer frame) throws IOException {
    for (int from = 0; from < frame.limit(); from += segmentBytes) {
      int length = Math.min(segmentBytes, frame.limit() - from);
      packet(connection, side, PSH_ACK, length, frame, from, length);
    }
  }

  private void packet(
      int connection, int side, int flags, int length, ByteBuffer payload, int from, int count)
      throws IOException {
    if (buffer.remaining() < RECORD_HEADER + HEADERS + length) {
      flush();
    }
    packets++;
    micros += 20;
    buffer
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) (START_SECONDS + micros / MICROS))
        .putInt((int) (micros % MICROS))
        .putInt(HEADERS + length)
        .putInt(HEADERS + length)
        .order(ByteOrder.BIG_ENDIAN);
    addresses(connection, side, length);
    int[] own = sequences[connection];
    buffer.putInt(own[side]).putInt((flags & ACK) == 0 ? 0 : own[1 - side]);
    buffer.putShort((short) (0x5000 | flags)).putShort((short) 0xffff).putInt(0);
    if (count > 0) {
      buffer.put(buffer.position(), payload, from, count).position(buffer.position() + count);
    }
    own[side] += length + ((flags & SYN) == 0 ? 0 : 1);
  }

  private void addresses(int connection, int side, int length) {
    int client = FIRST_CLIENT + connection % CLIENTS;
    int port = FIRST_PORT + connection;
    buffer.putLong(0x0200_0000_0001_0200L).putInt(2).putShort((short) 0x0800);
    buffer.putShort((short) 0x4500).putShort((short) (40 + length)).putInt(0x4000);
    buffer.putShort((short) 0x4006).putShort((short) 0);
    buffer.putInt(side == 0 ? client : BROKER).putInt(side == 0 ? BROKER : client);
    buffer.putShort((short) (side == 0 ? port : BROKER_PORT));
    buffer.putShort((short) (side == 0 ? BROKER_PORT : port));
  }

  private void flush() throws IOException {
    bytes += buffer.position();
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    flush();
    file.close();
  }
}
