package io.streamgauge.benchmarks;

import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.link.LinkType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/**
 * Connections that come and go, on which every other frame is damaged on purpose, as packets. The
 * same for the same seed, for ever.
 */
final class SoakTraffic {
  /** Connections at a time. */
  private static final int CONNECTIONS = 256;

  private static final int SESSIONS = 500;
  private static final int NAME_LETTERS = 4;
  private static final int BROKERS = 16;
  private static final int HEADERS = 54;
  private static final int MAX_PIECE = 4_000;
  private static final int[] EXTREMES = {0, -1, Integer.MAX_VALUE, 0xffff, 1 << 24, 100 << 20};

  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;

  private final SplittableRandom random = new SplittableRandom(42);
  private final List<byte[][]> exchanges = new ArrayList<>();
  private final Ends[] ends = new Ends[CONNECTIONS];
  private final ByteBuffer packet = ByteBuffer.allocateDirect(HEADERS + MAX_PIECE);
  private final byte[] frame = new byte[64 << 10];
  private final PacketHandler handler;
  private long now = 1_700_000_000_000_000_000L;
  private long connections;
  private long packets;

  /** One connection: its addresses, sequence numbers and what waits for an answer. */
  private static final class Ends {
    private int client;
    private int broker;
    private int port;
    private final int[] next = new int[2];
    private final int[] pending = new int[4];
    private int waiting;
    private int correlationId;
    private int framesLeft;
  }

  SoakTraffic(PacketHandler handler) {
    this.handler = handler;
    for (Traffic kind :
        List.of(
            Traffic.SMALL_PRODUCE, Traffic.EMPTY_FETCH, Traffic.OFFSET_COMMIT, Traffic.HEARTBEAT)) {
      add(kind.frames());
    }
    add(metadata());
    add(joinGroup());
    for (CompressionType codec : CompressionType.values()) {
      if (codec != CompressionType.ZSTD) {
        add(fetch(1 + codec.id, records(codec)));
      }
    }
    for (int session = 0; session < SESSIONS; session++) {
      add(fetch(1_000 + session, MemoryRecords.EMPTY));
    }
    for (int i = 0; i < CONNECTIONS; i++) {
      ends[i] = new Ends();
    }
  }

  private void add(Frames frames) {
    exchanges.add(new byte[][] {bytes(frames.request), bytes(frames.response)});
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(0, bytes);
    return bytes;
  }

  private static Frames metadata() {
    MetadataResponseData response = new MetadataResponseData().setClusterId("soak");
    for (int i = 0; i < 5; i++) {
      response.topics().add(new MetadataResponseData.MetadataResponseTopic().setName("topic-" + i));
    }
    return new Frames(12, new MetadataRequestData(), response);
  }

  private static Frames joinGroup() {
    return new Frames(
        9,
        new JoinGroupRequestData().setGroupId("group").setProtocolType("consumer"),
        new JoinGroupResponseData().setMemberId("member").setProtocolType("consumer"));
  }

  private static MemoryRecords records(CompressionType codec) {
    SimpleRecord[] records = new SimpleRecord[10];
    for (int i = 0; i < records.length; i++) {
      records[i] = new SimpleRecord(1L, null, ("v" + i).getBytes(StandardCharsets.UTF_8));
    }
    return MemoryRecords.withRecords((byte) 1, 5, Compression.of(codec).build(), records);
  }

  private static Frames fetch(int session, MemoryRecords records) {
    FetchRequestData request = new FetchRequestData().setSessionEpoch(0);
    request
        .topics()
        .add(
            new FetchRequestData.FetchTopic()
                .setTopic("topic-" + session)
                .setPartitions(List.of(new FetchRequestData.FetchPartition())));
    FetchResponseData response = new FetchResponseData().setSessionId(session);
    response
        .responses()
        .add(
            new FetchResponseData.FetchableTopicResponse()
                .setTopic("topic-" + session)
                .setPartitions(List.of(new FetchResponseData.PartitionData().setRecords(records))));
    return new Frames(12, request, response);
  }

  long connections() {
    return connections;
  }

  long packets() {
    return packets;
  }

  /** Sends the next frame, on some connection. */
  void next() {
    now += 20_000 + random.nextInt(20_000);
    Ends on = ends[random.nextInt(CONNECTIONS)];
    if (on.framesLeft <= 0) {
      close(on);
      open(on);
    }
    on.framesLeft--;
    boolean response = on.waiting == on.pending.length || (on.waiting > 0 && random.nextBoolean());
    int kind = response ? on.pending[0] : random.nextInt(exchanges.size());
    byte[] template = exchanges.get(kind)[response ? 1 : 0];
    System.arraycopy(template, 0, frame, 0, template.length);
    if (response) {
      System.arraycopy(on.pending, 1, on.pending, 0, --on.waiting);
      putInt(4, on.correlationId - on.waiting);
    } else {
      on.pending[on.waiting++] = kind;
      putInt(8, ++on.correlationId);
      rename(template.length);
    }
    int length = random.nextBoolean() ? template.length : mutate(template.length);
    send(on, response ? 1 : 0, length);
  }

  /** Another topic, out of so many that they fill what is kept of names. */
  private void rename(int length) {
    for (int at = 12; at + 2 * NAME_LETTERS < length; at++) {
      if (frame[at] == 't' && frame[at + 1] == 'o' && frame[at + 4] == 'c') {
        for (int i = 0; i < NAME_LETTERS; i++) {
          frame[at + i] = (byte) ('a' + random.nextInt(26));
        }
        return;
      }
    }
  }

  private void putInt(int at, int value) {
    for (int i = 0; i < Integer.BYTES; i++) {
      frame[at + i] = (byte) (value >> (24 - 8 * i));
    }
  }

  private void open(Ends on) {
    connections++;
    on.client = 0x0a010000 | random.nextInt(1 << 16);
    on.broker = 0x0a020000 | random.nextInt(BROKERS);
    on.port = 1_024 + random.nextInt(60_000);
    on.next[0] = random.nextInt();
    on.next[1] = random.nextInt();
    on.waiting = 0;
    on.correlationId = random.nextInt(1_000);
    on.framesLeft = 10 + random.nextInt(200);
    if (random.nextInt(5) > 0) {
      control(on, 0, SYN);
      control(on, 1, SYN | ACK);
    }
  }

  /** With FINs, with a RST, or without a word. */
  private void close(Ends on) {
    switch (random.nextInt(3)) {
      case 0 -> {
        control(on, 0, FIN | ACK);
        control(on, 1, FIN | ACK);
      }
      case 1 -> control(on, random.nextInt(2), RST);
      default -> {}
    }
  }

  private void control(Ends on, int side, int flags) {
    packet(on, side, flags, on.next[side], 0, 0);
    on.next[side] += (flags & (FIN | SYN)) == 0 ? 0 : 1;
  }

  /** Damages the frame; returns how long it is now. */
  private int mutate(int length) {
    int at = random.nextInt(length);
    switch (random.nextInt(5)) {
      case 0 -> frame[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> frame[at] = (byte) random.nextInt();
      case 2 -> putInt(Math.min(at, length - 4), EXTREMES[random.nextInt(EXTREMES.length)]);
      case 3 -> {
        return at + 1;
      }
      default -> {
        byte[] other = exchanges.get(random.nextInt(exchanges.size()))[random.nextInt(2)];
        int copied = Math.min(other.length, frame.length - at);
        System.arraycopy(other, 0, frame, at, copied);
        return at + copied;
      }
    }
    return length;
  }

  /** In pieces, of which some are lost, come twice, late, overlapping, or with a damaged header. */
  private void send(Ends on, int side, int length) {
    int at = 0;
    while (at < length) {
      int most = random.nextInt(10) == 0 ? 7 : 1_448;
      int piece = Math.min(length - at, 1 + random.nextInt(most));
      int sequence = on.next[side] + at;
      switch (random.nextInt(60)) {
        case 0 -> {}
        case 1 -> {
          packet(on, side, ACK, sequence, at, piece);
          packet(on, side, ACK, sequence, at, piece);
        }
        case 2 -> {
          int ahead = Math.min(length, at + piece);
          packet(on, side, ACK, on.next[side] + ahead, ahead, length - ahead);
          packet(on, side, ACK, sequence, at, piece);
        }
        case 3 -> packet(on, side, random.nextInt(64), sequence + random.nextInt(99), at, piece);
        default -> packet(on, side, ACK, sequence, at, piece);
      }
      at += piece;
    }
    on.next[side] += length;
  }

  private void packet(Ends on, int side, int flags, int sequence, int from, int length) {
    int payload = Math.min(length, MAX_PIECE);
    packet.putShort(12, (short) 0x0800);
    packet.putShort(14, (short) 0x4500).putShort(16, (short) (40 + payload));
    packet.putShort(20, (short) 0).put(23, (byte) 6);
    packet.putInt(26, side == 0 ? on.client : on.broker);
    packet.putInt(30, side == 0 ? on.broker : on.client);
    packet.putShort(34, (short) (side == 0 ? on.port : 9092));
    packet.putShort(36, (short) (side == 0 ? 9092 : on.port));
    packet.putInt(38, sequence).putInt(42, on.next[1 - side]);
    packet.put(46, (byte) 0x50).put(47, (byte) flags);
    packet.put(HEADERS, frame, from, payload);
    if (random.nextInt(500) == 0) {
      packet.put(14 + random.nextInt(40), (byte) random.nextInt());
    }
    packets++;
    handler.onPacket(now, LinkType.ETHERNET, packet, 0, HEADERS + payload, HEADERS + payload);
  }
}
