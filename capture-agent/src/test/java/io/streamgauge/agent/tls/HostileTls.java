package io.streamgauge.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decryption with tight limits to which anything may be given, and the laws that hold all the same:
 * nothing is thrown, no bound is exceeded, only what the application really sent comes out, and
 * nothing is kept at the end. A breach is an {@link AssertionError}.
 */
public final class HostileTls implements PlaintextHandler {
  static final TlsLimits TIGHT = new TlsLimits(2, 4_096, 6_000, 10_000_000_000L, 2, 24, 40_000);

  private static final int[] SUITES = {0x1301, 0x1302, 0x1303, 0xc02f, 0xc030, 0xcca8, 0xc013};
  private static final int WORDS = 30;
  private static final char FIRST = 'A';

  private final TlsDecryption shared = new TlsDecryption(new SecretStore(2), TIGHT);
  private final TlsScript script;
  private final List<TlsScript.Piece> pieces = new ArrayList<>();
  private final TlsConnection connection;
  private final TlsConnection bystander;
  private final int[] last = {FIRST - 1, FIRST - 1};
  private long now = Decrypted.START;

  /** A connection of one of seven suites, from its ClientHello on. */
  public HostileTls(int suite) {
    script = new TlsScript(SUITES[Math.floorMod(suite, SUITES.length)], suite).clientHello();
    script.answer();
    for (int i = 0; i < WORDS && script.suite() != null; i++) {
      script.data(i % 2, words(i));
      if (i % 10 == 9 && script.suite().tls13) {
        script.keyUpdate(i / 10 % 2);
      }
    }
    pieces.addAll(script.take());
    connection = shared.open(0, this);
    bystander = shared.open(0, this);
    assertThat(shared.open(0, this)).as("a third one").isNull();
  }

  // Each byte that an application sends is not smaller than those before it.
  private static byte[] words(int number) {
    byte[] word = new byte[1 + number * 37];
    Arrays.fill(word, (byte) (FIRST + number));
    return word;
  }

  /** Pieces that the two sides really send, in order. */
  List<TlsScript.Piece> pieces() {
    return pieces;
  }

  /** How many pieces there are. */
  public int size() {
    return pieces.size();
  }

  /** One of them, as it is. */
  public void genuine(int index) {
    TlsScript.Piece piece = pieces.get(Math.floorMod(index, pieces.size()));
    bytes(piece.side(), piece.bytes());
  }

  /** Any bytes. */
  public void bytes(int side, byte[] bytes) {
    if (bytes.length > 0) {
      connection.onBytes(side & 1, ByteBuffer.wrap(bytes), 0, bytes.length, ++now);
      checkBounds();
    }
  }

  /** A gap of 1 or more bytes. */
  public void gap(int side, long missing) {
    connection.onGap(side & 1, missing, ++now);
    checkBounds();
  }

  /** The key log says what it knows. */
  public void secrets() {
    keyLog(script.suite() == null ? "" : script.keyLog());
  }

  /** The key log says anything. */
  public void keyLog(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    new KeyLogParser(shared.secrets()).parse(bytes, bytes.length);
    assertThat(shared.secrets().sessions()).isBetween(0, 2);
  }

  /** Packet time moves by a second, in either direction. */
  public void time(boolean forward) {
    now += forward ? 1_000_000_000L : -1_000_000_000L;
    connection.onTime(now);
    checkBounds();
  }

  private void checkBounds() {
    assertThat(shared.buffers().taken()).isBetween(0, TIGHT.maxRecordBuffers());
    assertThat(shared.statistics().heldBytes()).isBetween(0, TIGHT.maxTotalHeldBytes());
  }

  /** Ends the connections: nothing is left. */
  public void finish() {
    connection.close(now);
    bystander.close(now);
    assertThat(shared.buffers().taken()).isZero();
    assertThat(shared.buffers().plain()).containsOnly(0);
    assertThat(shared.statistics().heldBytes()).isZero();
    assertThat(shared.statistics().openConnections()).isZero();
  }

  /** Records that were lost in gaps. */
  public long lostRecords() {
    return shared.statistics().lostRecords();
  }

  /** Connections and directions that were given up. */
  public long givenUp() {
    long all = 0;
    for (Undecrypted reason : Undecrypted.values()) {
      all += reason == Undecrypted.LIMIT ? 0 : shared.statistics().undecrypted(reason);
    }
    return all;
  }

  @Override
  public void onPlaintext(
      int side, ByteBuffer buffer, int offset, int length, long timestampNanos) {
    assertThat(length).isPositive();
    for (int i = 0; i < length; i++) {
      int next = buffer.get(offset + i);
      assertThat(next).as("what was sent, in order").isBetween(last[side], FIRST + WORDS - 1);
      assertThat((next - FIRST) % 2).isEqualTo(side);
      last[side] = next;
    }
  }

  @Override
  public void onPlaintextGap(int side, long missing, long timestampNanos) {
    assertThat(missing).isPositive();
  }
}
