package io.streamgauge.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One connection under test, and what came out of it. */
final class Decrypted implements PlaintextHandler {
  static final long START = 1_700_000_000_000_000_000L;

  final SecretStore secrets;
  final TlsDecryption shared;
  final TlsConnection connection;
  final List<Long> gaps = new ArrayList<>();
  private final ByteArrayOutputStream[] plain = {
    new ByteArrayOutputStream(), new ByteArrayOutputStream()
  };
  private long now = START;

  Decrypted() {
    this(new TlsDecryption(new SecretStore(100), TlsLimits.DEFAULTS));
  }

  Decrypted(TlsDecryption shared) {
    this.shared = shared;
    this.secrets = shared.secrets();
    this.connection = shared.open(0, this);
  }

  Decrypted knows(String keyLog) {
    byte[] bytes = keyLog.getBytes(StandardCharsets.US_ASCII);
    new KeyLogParser(secrets).parse(bytes, bytes.length);
    return this;
  }

  Decrypted sees(List<TlsScript.Piece> pieces) {
    pieces.forEach(piece -> bytes(piece.side(), piece.bytes()));
    return this;
  }

  /** The same in pieces of at most that size. */
  Decrypted sees(List<TlsScript.Piece> pieces, int size) {
    for (TlsScript.Piece piece : pieces) {
      byte[] all = piece.bytes();
      for (int at = 0; at < all.length; at += size) {
        ByteBuffer buffer = ByteBuffer.wrap(all);
        int length = Math.min(size, all.length - at);
        connection.onBytes(piece.side(), buffer, at, length, ++now);
      }
    }
    return this;
  }

  Decrypted bytes(int side, byte[] bytes) {
    connection.onBytes(side, ByteBuffer.wrap(bytes), 0, bytes.length, ++now);
    return this;
  }

  Decrypted gap(int side, long missing) {
    connection.onGap(side, missing, ++now);
    return this;
  }

  Decrypted later(long nanos) {
    now += nanos;
    connection.onTime(now);
    return this;
  }

  Decrypted close() {
    connection.close(now);
    return this;
  }

  String text(int side) {
    return plain[side].toString(StandardCharsets.ISO_8859_1);
  }

  TlsStatistics statistics() {
    return shared.statistics();
  }

  @Override
  public void onPlaintext(
      int side, ByteBuffer buffer, int offset, int length, long timestampNanos) {
    assertThat(length).isPositive();
    for (int i = 0; i < length; i++) {
      plain[side].write(buffer.get(offset + i));
    }
  }

  @Override
  public void onPlaintextGap(int side, long missing, long timestampNanos) {
    assertThat(missing).isPositive();
    gaps.add(missing);
  }
}
