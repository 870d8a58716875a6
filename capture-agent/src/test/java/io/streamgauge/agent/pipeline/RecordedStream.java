package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.link.TcpSegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.zip.CRC32C;

/**
 * One direction of a recorded connection, taken apart without the decoder: its bytes, the packets
 * they came in, and the frames in them. Positions are bytes from the first one recorded.
 */
final class RecordedStream {
  /** A frame with its size prefix. Payload: what lies behind the headers of its record batches. */
  record Frame(int start, int end, int apiKey, int correlationId, List<Span> payload) {}

  /** Bytes from {@code from} to before {@code to}. */
  record Span(int from, int to) {
    boolean overlaps(int start, int end) {
      return from < end && start < to;
    }
  }

  /**
   * What a packet carried.
   *
   * @param acknowledged sequence number up to which its sender had received the other direction
   */
  record Piece(int packet, Span span, int acknowledged) {}

  private static final int BATCH_HEADER = 61;
  private static final int LARGEST_FRAME = 64 << 20;

  private final boolean fromStart;
  private final int sourcePort;
  private int origin;
  private final ByteBuffer bytes;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();

  /**
   * Puts packets of one direction in order.
   *
   * @param indexes of these packets in the recording
   */
  RecordedStream(List<RecordedPacket> recording, List<Integer> indexes) {
    sourcePort = indexes.isEmpty() ? 0 : recording.get(indexes.get(0)).sourcePort();
    boolean syn = false;
    for (int index : indexes) {
      if (recording.get(index).has(TcpSegment.SYN)) {
        syn = true;
        origin = recording.get(index).sequence() + 1;
      }
    }
    if (!syn && !indexes.isEmpty()) {
      origin = recording.get(indexes.get(0)).sequence();
    }
    int length = 0;
    for (int index : indexes) {
      RecordedPacket packet = recording.get(index);
      int from = packet.sequence() - origin;
      if (packet.length() > 0) {
        pieces.add(
            new Piece(index, new Span(from, from + packet.length()), packet.acknowledgment()));
        length = Math.max(length, from + packet.length());
      }
    }
    fromStart = syn;
    bytes = ByteBuffer.allocate(length);
    for (Piece piece : pieces) {
      RecordedPacket packet = recording.get(piece.packet);
      bytes.put(piece.span.from, packet.payload(), 0, packet.length());
    }
  }

  /** Finds the frames of a client. */
  void cutRequests() {
    cut(this::isRequest, true);
  }

  /** Finds the frames of a broker that answers some of these requests. */
  void cutResponses(IntPredicate isRequested) {
    cut(at -> isRequested.test(bytes.getInt(at + 4)), false);
  }

  /** From the first segment on from which frames follow each other to the end of the stream. */
  private void cut(IntPredicate isFrame, boolean request) {
    for (Piece piece : pieces) {
      if (chainReachesEnd(piece.span.from, isFrame)) {
        for (int at = piece.span.from; sizeAt(at) >= 0 && at + 4 + sizeAt(at) <= length(); ) {
          int end = at + 4 + sizeAt(at);
          int apiKey = request ? bytes.getShort(at + 4) : -1;
          int id = bytes.getInt(request ? at + 8 : at + 4);
          frames.add(new Frame(at, end, apiKey, id, payload(at, end)));
          at = end;
        }
        return;
      }
    }
  }

  private boolean chainReachesEnd(int start, IntPredicate isFrame) {
    int at = start;
    while (at + 14 <= length() || (at + 8 <= length() && isWholeFrameAt(at))) {
      if (sizeAt(at) < 4 || sizeAt(at) > LARGEST_FRAME || !isFrame.test(at)) {
        return false;
      }
      at += 4 + sizeAt(at);
    }
    return at > start;
  }

  private boolean isWholeFrameAt(int at) {
    return sizeAt(at) >= 4 && at + 4 + sizeAt(at) <= length();
  }

  private int sizeAt(int at) {
    return at + 4 <= length() ? bytes.getInt(at) : -1;
  }

  private boolean isRequest(int at) {
    int apiKey = bytes.getShort(at + 4);
    int version = bytes.getShort(at + 6);
    int clientId = bytes.getShort(at + 12);
    return apiKey >= 0 && apiKey < 100 && version >= 0 && version < 25 && clientId < 200;
  }

  /** Batches of magic 2 are told by their checksum, so that nothing else is taken for one. */
  private List<Span> payload(int start, int end) {
    List<Span> payload = new ArrayList<>();
    int at = start;
    while (at + BATCH_HEADER <= end) {
      int size = 12 + bytes.getInt(at + 8);
      if (bytes.get(at + 16) == 2 && size >= BATCH_HEADER && size <= end - at) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(at + 21, size - 21));
        if ((int) checksum.getValue() == bytes.getInt(at + 17)) {
          payload.add(new Span(at + BATCH_HEADER, at + size));
          at += size;
          continue;
        }
      }
      at++;
    }
    return payload;
  }

  /** Whether its first byte was recorded. */
  boolean isFromStart() {
    return fromStart;
  }

  /** Bytes from the first to the last one recorded. */
  int length() {
    return bytes.capacity();
  }

  List<Piece> pieces() {
    return pieces;
  }

  List<Frame> frames() {
    return frames;
  }

  boolean endsSegment(int position) {
    return pieces.stream().anyMatch(piece -> piece.span.to == position);
  }

  /** What is missing, in order, when some packets are not there. */
  List<Span> missingWithout(Set<Integer> lost) {
    BitSet seen = new BitSet();
    for (Piece piece : pieces) {
      if (!lost.contains(piece.packet)) {
        seen.set(piece.span.from, piece.span.to);
      }
    }
    List<Span> missing = new ArrayList<>();
    for (int at = seen.nextClearBit(0); at < length(); ) {
      int end = seen.nextSetBit(at) < 0 ? length() : seen.nextSetBit(at);
      missing.add(new Span(at, end));
      at = seen.nextClearBit(end);
    }
    return missing;
  }

  /** The packet with the byte at a position. */
  Piece pieceAt(int position) {
    return pieces.stream()
        .filter(piece -> piece.span.overlaps(position, position + 1))
        .findFirst()
        .orElseThrow();
  }

  /** Where the first byte stands that is there when some packets are not; the end if none is. */
  int firstWithout(Set<Integer> lost) {
    return pieces.stream()
        .filter(piece -> !lost.contains(piece.packet))
        .mapToInt(piece -> piece.span.from)
        .min()
        .orElse(length());
  }

  /**
   * How long the stream is, as far as the packets that are there show: by their payload or FIN, or
   * by what the other side acknowledges.
   */
  int knownEnd(List<RecordedPacket> recording, String connection, Set<Integer> lost) {
    int end = 0;
    for (int i = 0; i < recording.size(); i++) {
      RecordedPacket packet = recording.get(i);
      if (!lost.contains(i) && packet.connection().equals(connection)) {
        int shown =
            packet.sourcePort() == sourcePort
                ? positionOf(packet.sequence()) + packet.length()
                : positionOf(packet.acknowledgment());
        boolean shows =
            packet.sourcePort() == sourcePort
                ? packet.length() > 0 || packet.has(TcpSegment.FIN)
                : packet.has(TcpSegment.ACK);
        end = shows ? Math.max(end, shown) : end;
      }
    }
    return Math.min(end, length());
  }

  /** Position of a sequence number of this direction. */
  int positionOf(int sequence) {
    return sequence - origin;
  }
}
