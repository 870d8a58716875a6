package io.streamgauge.agent.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Encrypted bytes and gaps of both directions that wait for a connection's secrets, in order. */
final class HeldBytes {

  /**
   * One piece.
   *
   * @param buffer null for a gap
   * @param missing bytes of a gap
   */
  record Piece(int side, ByteBuffer buffer, int offset, int length, long missing, long timestamp) {
    Piece after(int used) {
      return new Piece(side, buffer, offset + used, length - used, 0, timestamp);
    }
  }

  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
  private int bytes;

  void addBytes(int side, ByteBuffer buffer, int offset, int length, long timestampNanos) {
    byte[] copy = new byte[length];
    buffer.get(offset, copy);
    pieces.add(new Piece(side, ByteBuffer.wrap(copy), 0, length, 0, timestampNanos));
    bytes += length;
  }

  void addGap(int side, long missing, long timestampNanos) {
    pieces.add(new Piece(side, null, 0, 0, missing, timestampNanos));
  }

  Piece poll() {
    Piece piece = pieces.poll();
    bytes -= piece == null ? 0 : piece.length();
    return piece;
  }

  void putBack(Piece piece) {
    pieces.push(piece);
    bytes += piece.length();
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  int pieces() {
    return pieces.size();
  }

  int bytes() {
    return bytes;
  }

  void clear() {
    pieces.clear();
    bytes = 0;
  }
}
