package io.streamgauge.agent.tls;

import java.nio.ByteBuffer;

/**
 * One TLS connection from its ClientHello on. Takes the bytes of both sides as reassembly gives
 * them and passes on what the application sent. Throws for no content. Single-threaded.
 *
 * <p>While its secrets are not known yet it holds bytes back, bounded; a key log may come a little
 * behind the packets.
 */
public final class TlsConnection {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final byte[] NO_SESSION = {};
  private static final int MAX_HELD_PIECES = 1_024;

  private final TlsDecryption shared;
  private final PlaintextHandler handler;
  private final TlsDirection[] directions = new TlsDirection[2];
  private final HeldBytes held = new HeldBytes();
  private byte[] clientRandom;
  private byte[] serverRandom;
  private byte[] sessionId = NO_SESSION;
  private CipherSuite suite;
  private long now;
  private long waitingSince;
  private long triedVersion;
  private boolean waiting;
  private boolean delivered;
  private boolean opaque;
  private boolean closed;

  TlsConnection(TlsDecryption shared, int clientSide, PlaintextHandler handler) {
    this.shared = shared;
    this.handler = handler;
    for (int side = 0; side < 2; side++) {
      directions[side] = new TlsDirection(this, shared, side, side == clientSide);
    }
  }

  /**
   * Whether nothing of it was or will be decrypted; otherwise the handler is told of everything.
   */
  public boolean isOpaque() {
    return opaque;
  }

  /** The next bytes of one side. */
  public void onBytes(int side, ByteBuffer buffer, int offset, int length, long timestampNanos) {
    if (opaque || closed) {
      return;
    }
    now = timestampNanos;
    if (waiting && !goOn()) {
      hold(side, buffer, offset, length);
    } else if (!opaque) {
      int used = read(side, buffer, offset, length, timestampNanos);
      if (waiting) {
        hold(side, buffer, offset + used, length - used);
      }
    }
  }

  /** Bytes of one side that were not captured. */
  public void onGap(int side, long missing, long timestampNanos) {
    if (opaque || closed) {
      return;
    }
    now = timestampNanos;
    if (waiting && !goOn()) {
      if (!opaque) {
        held.addGap(side, missing, timestampNanos);
        checkHeld();
      }
    } else if (!opaque) {
      gap(side, missing, timestampNanos);
    }
  }

  /** Packet time moves on; secrets may have come. */
  public void onTime(long timestampNanos) {
    if (waiting && !closed) {
      now = timestampNanos;
      goOn();
    }
  }

  /** The connection ended, or the capture did: secrets are overwritten. */
  public void close(long timestampNanos) {
    if (closed) {
      return;
    }
    now = timestampNanos;
    if (waiting) {
      shared.secrets().catchUp();
      tryAgain();
    }
    if (waiting) {
      giveUp(Undecrypted.NO_SECRET);
    }
    if (clientRandom != null) {
      shared.secrets().forget(clientRandom);
    }
    end();
  }

  /** The connection is seen as another one, which still needs its secrets. */
  public void abandon() {
    end();
  }

  private void end() {
    if (!closed) {
      closed = true;
      clearHeld();
      for (TlsDirection direction : directions) {
        direction.close();
        direction.reader().release();
      }
      shared.onEnd();
    }
  }

  private int read(int side, ByteBuffer buffer, int offset, int length, long timestampNanos) {
    TlsDirection direction = directions[side];
    if (direction.isDead()) {
      if (length > 0 && delivered) {
        handler.onPlaintextGap(side, length, timestampNanos);
      }
      return length;
    }
    long version = shared.secrets().version();
    int used = direction.reader().read(buffer, offset, length, timestampNanos);
    direction.reader().release();
    if (direction.reader().isStalled()) {
      startWaiting(version);
    }
    return used;
  }

  private void gap(int side, long missing, long timestampNanos) {
    TlsDirection direction = directions[side];
    if (direction.isDead()) {
      if (delivered) {
        handler.onPlaintextGap(side, missing, timestampNanos);
      }
      return;
    }
    if (suite == null && !(direction.isClient() && clientRandom != null)) {
      // Without both hellos there is nothing to look for.
      giveUp(Undecrypted.GAP);
      return;
    }
    direction.reader().gap(missing, timestampNanos);
    direction.reader().release();
  }

  // ---- waiting for secrets

  private void startWaiting(long version) {
    triedVersion = version;
    if (!waiting) {
      waiting = true;
      waitingSince = now;
    }
  }

  /** Tries again what waits; whether nothing waits any longer. */
  private boolean goOn() {
    tryAgain();
    if (waiting && isOverdue()) {
      tryForTheLastTime();
    }
    return !waiting;
  }

  private boolean isOverdue() {
    return Math.abs(now - waitingSince) > shared.limits().maxHeldNanos();
  }

  private void tryAgain() {
    long version = shared.secrets().version();
    if (version != triedVersion) {
      triedVersion = version;
      long since = waitingSince;
      int before = held.bytes();
      resume();
      if (waiting && before > 0 && held.bytes() == before) {
        // The secret was another connection's.
        waitingSince = since;
      }
    }
  }

  /** Gives up, unless the key log knows more by now than was read of it. */
  private void tryForTheLastTime() {
    shared.secrets().catchUp();
    tryAgain();
    if (waiting && (isTooMuchHeld() || isOverdue())) {
      giveUp(Undecrypted.NO_SECRET);
    }
  }

  private void resume() {
    waiting = false;
    for (int side = 0; side < 2; side++) {
      read(side, NOTHING, 0, 0, now);
    }
    while (!waiting && !held.isEmpty() && !opaque) {
      HeldBytes.Piece piece = held.poll();
      shared.onHeld(-piece.length());
      if (piece.buffer() == null) {
        gap(piece.side(), piece.missing(), piece.timestamp());
        continue;
      }
      int used =
          read(piece.side(), piece.buffer(), piece.offset(), piece.length(), piece.timestamp());
      if (used < piece.length() && waiting) {
        held.putBack(piece.after(used));
        shared.onHeld(piece.length() - used);
      }
    }
  }

  private void hold(int side, ByteBuffer buffer, int offset, int length) {
    if (opaque || length <= 0) {
      return;
    }
    held.addBytes(side, buffer, offset, length, now);
    shared.onHeld(length);
    checkHeld();
  }

  private void checkHeld() {
    if (isTooMuchHeld()) {
      tryForTheLastTime();
    }
  }

  private boolean isTooMuchHeld() {
    return held.bytes() > shared.limits().maxHeldBytes()
        || held.pieces() > MAX_HELD_PIECES
        || shared.statistics().heldBytes() > shared.limits().maxTotalHeldBytes();
  }

  private void clearHeld() {
    shared.onHeld(-held.bytes());
    held.clear();
  }

  // ---- what the directions tell and ask

  void onClientHello(byte[] hello, int length) {
    clientRandom = ServerHello.clientRandom(hello, length);
  }

  void onServerHello(byte[] bytes, int length) {
    ServerHello hello = ServerHello.parse(bytes, length);
    if (suite != null || (hello != null && hello.isRetry())) {
      return;
    }
    if (hello == null || clientRandom == null) {
      giveUp(Undecrypted.MALFORMED);
      return;
    }
    serverRandom = hello.random();
    sessionId = hello.sessionId();
    suite = hello.openable();
    if (suite == null) {
      giveUp(Undecrypted.UNSUPPORTED);
    }
  }

  void onPlaintext(int side, ByteBuffer plain, int length, long begunNanos, long timestampNanos) {
    if (!delivered) {
      delivered = true;
      shared.countDecrypted();
    }
    if (begunNanos == timestampNanos || length == 1) {
      handler.onPlaintext(side, plain, 0, length, timestampNanos);
    } else {
      // A message begins when its record does, and has come when the record is whole.
      handler.onPlaintext(side, plain, 0, 1, begunNanos);
      handler.onPlaintext(side, plain, 1, length - 1, timestampNanos);
    }
  }

  void onPlaintextGap(int side, long missing, long timestampNanos) {
    handler.onPlaintextGap(side, missing, timestampNanos);
  }

  void onGivenUp(TlsDirection direction, int side, Undecrypted reason, long timestampNanos) {
    if (delivered) {
      shared.count(reason);
      handler.onPlaintextGap(side, RecordReader.UNKNOWN, timestampNanos);
    } else {
      giveUp(reason);
    }
  }

  private void giveUp(Undecrypted reason) {
    if (!opaque && !closed) {
      shared.count(reason);
      opaque = !delivered;
      waiting = false;
      if (delivered) {
        handler.onPlaintextGap(0, RecordReader.UNKNOWN, now);
        handler.onPlaintextGap(1, RecordReader.UNKNOWN, now);
      }
      clearHeld();
      directions[0].close();
      directions[1].close();
    }
  }

  long now() {
    return now;
  }

  CipherSuite suite() {
    return suite;
  }

  byte[] clientRandom() {
    return clientRandom;
  }

  byte[] serverRandom() {
    return serverRandom;
  }

  /** A copy to overwrite; null if it is not known yet. */
  byte[] secret(SecretLabel label) {
    if (clientRandom == null) {
      return null;
    }
    byte[] secret = shared.secrets().copyOf(clientRandom, label);
    // Some key logs name TLS 1.2's by session; the client's id says nothing unless it is the same.
    return secret == null && label == SecretLabel.CLIENT_RANDOM
        ? shared.secrets().copyOf(sessionId, SecretLabel.RSA)
        : secret;
  }
}
