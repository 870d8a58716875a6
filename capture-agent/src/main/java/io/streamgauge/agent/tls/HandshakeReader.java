package io.streamgauge.agent.tls;

/**
 * Cuts the handshake messages of one direction out of its records (RFC 8446, 4). Only the beginning
 * of hello messages is kept; others are passed by.
 */
final class HandshakeReader {
  static final int CLIENT_HELLO = 1;
  static final int SERVER_HELLO = 2;
  static final int FINISHED = 20;
  static final int KEY_UPDATE = 24;

  /** Enough for a ServerHello and for what matters of a ClientHello. */
  static final int MAX_KEPT_BYTES = 512;

  private static final int HEADER_BYTES = 4;

  /** Takes messages. */
  interface Messages {
    /**
     * A message ended.
     *
     * @param kept its first bytes, only of hello messages
     * @param length how many bytes of it are kept
     */
    void onMessage(int type, byte[] kept, int length);
  }

  private final Messages messages;
  private int header;
  private int headerBytes;
  private int left;
  private final byte[] kept = new byte[MAX_KEPT_BYTES];
  private int keptBytes;

  HandshakeReader(Messages messages) {
    this.messages = messages;
  }

  void read(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (headerBytes < HEADER_BYTES) {
        header = header << Byte.SIZE | (bytes[at++] & 0xff);
        if (++headerBytes == HEADER_BYTES) {
          left = header & 0xffffff;
          keptBytes = 0;
        }
      } else {
        int piece = Math.min(left, end - at);
        keep(bytes, at, piece);
        left -= piece;
        at += piece;
      }
      if (headerBytes == HEADER_BYTES && left == 0) {
        headerBytes = 0;
        messages.onMessage(header >>> 24, kept, keptBytes);
      }
    }
  }

  private void keep(byte[] bytes, int at, int length) {
    int type = header >>> 24;
    if (type == CLIENT_HELLO || type == SERVER_HELLO) {
      int wanted = Math.min(length, MAX_KEPT_BYTES - keptBytes);
      System.arraycopy(bytes, at, kept, keptBytes, wanted);
      keptBytes += wanted;
    }
  }

  /** Bytes are missing: what follows begins with a message. */
  void reset() {
    headerBytes = 0;
    left = 0;
  }
}
