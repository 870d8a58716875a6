package io.streamgauge.benchmarks;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.link.LinkType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The same exchanges again and again from memory, as packets that go on where the last pass ended:
 * what lies behind the sockets, without sockets. Only the time of handing packets over is measured,
 * not that of making the next ones. There are more than fit into caches, as in a ring.
 */
final class ReplayedTraffic implements PacketSource {
  private static final int RING_BYTES = 32 << 20;
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int CAPTURED = 8;
  private static final int HANDSHAKE_PACKETS = 3;
  private static final int SEQUENCE = 14 + 20 + 4;
  private static final int ACKNOWLEDGMENT = SEQUENCE + 4;
  private static final int PAYLOAD = 14 + 20 + 20;
  private static final int REQUEST_ID = 8;
  private static final int RESPONSE_ID = 4;
  private static final long START_NANOS = 1_700_000_000_000_000_000L;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final int connections;
  private final int passes;
  private final int requestBytes;
  private final int responseBytes;
  private final long packetNanos;
  private final ByteBuffer bytes;
  private final int[] packets;
  private final int exchangesEach;
  private final double[] nanosPerPacket;
  private long received;
  private volatile boolean closed;

  /**
   * @param inFlight requests of different connections that are sent before the first is answered
   * @param packetNanos of packet time between two
   * @param passes over all packets, each about as large as a ring
   */
  ReplayedTraffic(Frames frames, int connections, int inFlight, long packetNanos, int passes)
      throws IOException {
    this.connections = connections;
    this.packetNanos = packetNanos;
    this.passes = passes;
    this.requestBytes = frames.request.limit();
    this.responseBytes = frames.response.limit();
    int each = requestBytes + responseBytes + 2 * (PAYLOAD + RECORD_HEADER);
    this.exchangesEach = Math.max(1, RING_BYTES / each / connections);
    Path file = Files.createTempFile("traffic", ".pcap");
    try {
      Files.delete(file);
      this.bytes = written(file, frames, inFlight);
    } finally {
      Files.deleteIfExists(file);
    }
    this.packets = found();
    this.nanosPerPacket = new double[passes];
  }

  private ByteBuffer written(Path file, Frames frames, int inFlight) throws IOException {
    try (CaptureWriter writer =
        new CaptureWriter(file, connections, CaptureWriter.LARGEST_SEGMENT)) {
      int exchanges = exchangesEach * connections;
      for (int done = 0; done < exchanges; done += inFlight) {
        int until = Math.min(exchanges, done + inFlight);
        for (int i = done; i < until; i++) {
          writer.request(i % connections, frames);
        }
        for (int i = done; i < until; i++) {
          writer.response(i % connections, frames);
        }
      }
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer all = ByteBuffer.allocateDirect((int) channel.size());
      while (all.hasRemaining() && channel.read(all) >= 0) {}
      return all;
    }
  }

  private int[] found() {
    List<Integer> found = new ArrayList<>();
    int at = FILE_HEADER;
    while (at < bytes.limit()) {
      found.add(at + RECORD_HEADER);
      at += RECORD_HEADER + captured(at + RECORD_HEADER);
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private int captured(int packet) {
    return Integer.reverseBytes(bytes.getInt(packet - RECORD_HEADER + CAPTURED));
  }

  @Override
  public void run(PacketHandler handler) {
    int first = HANDSHAKE_PACKETS * connections;
    deliver(handler, 0, first);
    for (int pass = 0; pass < passes && !closed; pass++) {
      long start = threads.getCurrentThreadCpuTime();
      deliver(handler, first, packets.length);
      long used = threads.getCurrentThreadCpuTime() - start;
      nanosPerPacket[pass] = (double) used / (packets.length - first);
      for (int i = first; i < packets.length; i++) {
        goOn(packets[i]);
      }
    }
  }

  private void deliver(PacketHandler handler, int from, int until) {
    for (int i = from; i < until; i++) {
      int length = captured(packets[i]);
      handler.onPacket(
          START_NANOS + packetNanos * received++,
          LinkType.ETHERNET,
          bytes,
          packets[i],
          length,
          length);
    }
  }

  /** The packet's next time: one pass of bytes, and of ids, later. */
  private void goOn(int packet) {
    boolean request = captured(packet) - PAYLOAD == requestBytes;
    int said = exchangesEach * requestBytes;
    int answered = exchangesEach * responseBytes;
    add(packet + SEQUENCE, request ? said : answered);
    add(packet + ACKNOWLEDGMENT, request ? answered : said);
    add(packet + PAYLOAD + (request ? REQUEST_ID : RESPONSE_ID), exchangesEach * connections);
  }

  private void add(int index, int value) {
    bytes.putInt(index, bytes.getInt(index) + value);
  }

  /** CPU time of a packet in each pass so far, in nanoseconds. */
  double[] nanosPerPacket() {
    return Arrays.copyOf(nanosPerPacket, passes);
  }

  /** Payload bytes of all passes. */
  long payloadBytes() {
    return (long) passes * exchangesEach * connections * (requestBytes + responseBytes);
  }

  @Override
  public CaptureStatistics statistics() {
    return new CaptureStatistics(received, 0, 0, 0);
  }

  @Override
  public void close() {
    closed = true;
  }
}
