package io.streamgauge.agent.tls;

import java.security.GeneralSecurityException;
import java.security.ProviderException;

/** One direction of a TLS connection: opens its records and follows its changes of keys. */
final class TlsDirection implements RecordSink, HandshakeReader.Messages {
  private enum Phase {
    /** Nothing is encrypted yet. */
    PLAIN,
    /** TLS 1.3 before Finished. */
    HANDSHAKE,
    /** The keys of the application; in TLS 1.2 from ChangeCipherSpec on. */
    APPLICATION
  }

  private final TlsConnection connection;
  private final RecordBuffers buffers;
  private final TlsStatistics statistics;
  private final int maxGuesses;
  private final int side;
  private final boolean client;
  private final HandshakeReader handshake = new HandshakeReader(this);
  private final RecordReader reader;
  private final DirectionKeys keys;
  private Phase phase = Phase.PLAIN;
  private long sequence;
  private int guesses;
  private boolean updatesKey;
  private boolean finished;
  private boolean searched;
  private boolean sawData;
  private boolean sawPadding;
  private boolean sawEarlyData;
  private boolean dead;

  TlsDirection(TlsConnection connection, TlsDecryption shared, int side, boolean client) {
    this.connection = connection;
    this.buffers = shared.buffers();
    this.statistics = shared.statistics();
    this.maxGuesses = shared.limits().maxGuesses();
    this.side = side;
    this.client = client;
    this.keys = new DirectionKeys(connection, client);
    this.reader = new RecordReader(buffers, shared.limits(), this);
  }

  RecordReader reader() {
    return reader;
  }

  boolean isDead() {
    return dead;
  }

  boolean isClient() {
    return client;
  }

  /** Stops for good; overwrites what there is of keys. */
  void close() {
    dead = true;
    reader.close();
    keys.close();
  }

  private void giveUp(Undecrypted reason, long timestampNanos) {
    if (!dead) {
      close();
      connection.onGivenUp(this, side, reason, timestampNanos);
    }
  }

  // ---- keys

  @Override
  public boolean isReady(int type) {
    if (dead || keys.cipher() != null || !needsCipher(type)) {
      return true;
    }
    if (type == TlsRecord.APPLICATION_DATA && phase == Phase.PLAIN) {
      phase = Phase.HANDSHAKE;
    }
    if (!makeCipher(phase)) {
      if (searched) {
        giveUp(Undecrypted.NO_SECRET, connection.now());
      }
      return dead;
    }
    return true;
  }

  private boolean needsCipher(int type) {
    if (connection.suite() == null) {
      return false;
    }
    return connection.suite().tls13
        ? type == TlsRecord.APPLICATION_DATA
        : phase == Phase.APPLICATION;
  }

  /** Whether there is a cipher of that phase now; if not, its secret is not known. */
  private boolean makeCipher(Phase wanted) {
    try {
      sequence = 0;
      return keys.make(wanted == Phase.APPLICATION);
    } catch (GeneralSecurityException | ProviderException e) {
      giveUp(Undecrypted.UNSUPPORTED, connection.now());
      return false;
    }
  }

  private void updateKey(long timestampNanos) {
    try {
      sequence = 0;
      keys.update();
    } catch (GeneralSecurityException | ProviderException e) {
      giveUp(Undecrypted.UNSUPPORTED, timestampNanos);
    }
  }

  // ---- records in order

  @Override
  public void onRecord(int type, byte[] body, int length, long begunNanos, long timestampNanos) {
    if (dead) {
      return;
    }
    if (keys.cipher() == null) {
      onPlainRecord(type, body, length, timestampNanos);
    } else if (!connection.suite().tls13 || type == TlsRecord.APPLICATION_DATA) {
      open(type, body, length, begunNanos, timestampNanos);
    }
    // The rest is TLS 1.3's ChangeCipherSpec, which means nothing, or an alert before the keys.
  }

  private void onPlainRecord(int type, byte[] body, int length, long timestampNanos) {
    switch (type) {
      case TlsRecord.CHANGE_CIPHER_SPEC -> {
        if (connection.suite() != null && !connection.suite().tls13) {
          phase = Phase.APPLICATION;
        }
      }
      case TlsRecord.HANDSHAKE -> handshake.read(body, 0, length);
      case TlsRecord.APPLICATION_DATA -> skipEarlyData(timestampNanos);
      default -> {
        // An alert.
      }
    }
  }

  // What a client sends before it has seen the server's hello: resumed TLS 1.3 with early data.
  private void skipEarlyData(long timestampNanos) {
    if (!client || (connection.suite() != null && !connection.suite().tls13)) {
      giveUp(Undecrypted.MALFORMED, timestampNanos);
      return;
    }
    if (!sawEarlyData) {
      sawEarlyData = true;
      connection.onPlaintextGap(side, RecordReader.UNKNOWN, timestampNanos);
    }
    statistics.skippedEarlyRecords++;
  }

  private void open(int type, byte[] body, int length, long begunNanos, long timestampNanos) {
    int opened = tryOpen(sequence, type, body, length, timestampNanos);
    if (dead) {
      return;
    }
    if (opened == RecordCipher.REFUSED) {
      if (sawEarlyData && phase == Phase.HANDSHAKE && sequence == 0) {
        skipEarlyData(timestampNanos);
      } else {
        giveUp(Undecrypted.REFUSED, timestampNanos);
      }
      return;
    }
    sequence++;
    take(type, opened, begunNanos, timestampNanos);
  }

  private int tryOpen(long number, int type, byte[] body, int length, long timestampNanos) {
    try {
      return keys.cipher().open(number, type, body, length, buffers.plain());
    } catch (GeneralSecurityException | ProviderException e) {
      giveUp(Undecrypted.UNSUPPORTED, timestampNanos);
      return RecordCipher.REFUSED;
    }
  }

  private void take(int type, int length, long begunNanos, long timestampNanos) {
    statistics.records++;
    byte[] plain = buffers.plain();
    try {
      int inner = type;
      int size = length;
      if (connection.suite().tls13) {
        while (size > 0 && plain[size - 1] == 0) {
          size--;
        }
        if (size == 0) {
          giveUp(Undecrypted.MALFORMED, timestampNanos);
          return;
        }
        sawPadding |= size < length;
        inner = plain[--size];
      }
      takeContent(inner, size, begunNanos, timestampNanos);
    } finally {
      buffers.wipePlain(length);
    }
  }

  private void takeContent(int type, int length, long begunNanos, long timestampNanos) {
    switch (type) {
      case TlsRecord.APPLICATION_DATA -> {
        if (length > 0) {
          sawData = true;
          statistics.plaintextBytes += length;
          connection.onPlaintext(side, buffers.plainView(), length, begunNanos, timestampNanos);
        }
      }
      case TlsRecord.HANDSHAKE -> {
        handshake.read(buffers.plain(), 0, length);
        followHandshake(timestampNanos);
      }
      // A second handshake inside of the first (TLS 1.2); Kafka does not allow it.
      case TlsRecord.CHANGE_CIPHER_SPEC -> giveUp(Undecrypted.UNSUPPORTED, timestampNanos);
      default -> {
        // An alert.
      }
    }
  }

  private void followHandshake(long timestampNanos) {
    if (dead || !connection.suite().tls13) {
      return;
    }
    if (finished && phase == Phase.HANDSHAKE) {
      phase = Phase.APPLICATION;
      keys.drop();
    } else if (updatesKey && phase == Phase.APPLICATION) {
      updateKey(timestampNanos);
    }
    updatesKey = false;
  }

  @Override
  public void onMessage(int type, byte[] kept, int length) {
    switch (type) {
      case HandshakeReader.CLIENT_HELLO -> {
        if (client && phase == Phase.PLAIN) {
          connection.onClientHello(kept, length);
        }
      }
      case HandshakeReader.SERVER_HELLO -> {
        if (!client && phase == Phase.PLAIN) {
          connection.onServerHello(kept, length);
        }
      }
      case HandshakeReader.FINISHED -> finished = true;
      case HandshakeReader.KEY_UPDATE -> updatesKey = true;
      default -> {
        // Says nothing about keys.
      }
    }
  }

  // ---- gaps

  @Override
  public boolean onLostRecord(int type, int length, long timestampNanos) {
    handshake.reset();
    if (phase != Phase.APPLICATION || keys.cipher() == null) {
      return false;
    }
    sequence++;
    statistics.lostRecords++;
    if (type == TlsRecord.APPLICATION_DATA) {
      long lost = (long) length - connection.suite().overhead();
      connection.onPlaintextGap(side, knowsSizes() ? lost : RecordReader.UNKNOWN, timestampNanos);
    }
    return true;
  }

  /** Whether a record that was not opened most likely held data, and how much can be told. */
  private boolean knowsSizes() {
    return sawData && !sawPadding;
  }

  @Override
  public boolean tryRecord(int type, byte[] body, int length, long lostBytes, long timestampNanos) {
    if (dead) {
      return false;
    }
    searched = true;
    handshake.reset();
    if (connection.suite() == null) {
      giveUp(Undecrypted.GAP, timestampNanos);
      return false;
    }
    if (phase == Phase.APPLICATION && keys.cipher() != null) {
      return guess(type, body, length, lostBytes, timestampNanos);
    }
    return guessPhase(type, body, length, timestampNanos);
  }

  // The keys are known, the number is not: at least what fits into the gap, then one more each.
  private boolean guess(int type, byte[] body, int length, long lostBytes, long timestampNanos) {
    long least =
        lostBytes == RecordReader.UNKNOWN
            ? 0
            : (lostBytes + TlsRecord.MAX_BYTES - 1) / TlsRecord.MAX_BYTES;
    int perRecord = TlsRecord.HEADER_BYTES + connection.suite().overhead();
    long most = lostBytes == RecordReader.UNKNOWN ? Long.MAX_VALUE : lostBytes / perRecord;
    for (long lost = least; lost <= most && !dead; lost++) {
      int opened = guessOne(sequence + lost, type, body, length, timestampNanos);
      if (opened != RecordCipher.REFUSED) {
        statistics.lostRecords += lost;
        boolean sizeKnown = knowsSizes() && lostBytes != RecordReader.UNKNOWN;
        tellGap(sizeKnown ? lostBytes - lost * perRecord : RecordReader.UNKNOWN, timestampNanos);
        accept(sequence + lost, type, opened, timestampNanos);
        return true;
      }
    }
    return false;
  }

  // Part of the handshake is missing: it may still go on, or the application's keys may be in use.
  private boolean guessPhase(int type, byte[] body, int length, long timestampNanos) {
    Phase[] candidates =
        connection.suite().tls13
            ? new Phase[] {Phase.HANDSHAKE, Phase.APPLICATION}
            : new Phase[] {Phase.APPLICATION};
    for (Phase candidate : candidates) {
      if (candidate.compareTo(phase) < 0 || !makeCipher(candidate)) {
        continue;
      }
      int numbers = maxGuesses / 8;
      for (int number = 0; number < numbers && !dead; number++) {
        int opened = guessOne(number, type, body, length, timestampNanos);
        if (opened != RecordCipher.REFUSED) {
          phase = candidate;
          if (candidate == Phase.APPLICATION) {
            tellGap(RecordReader.UNKNOWN, timestampNanos);
          }
          accept(number, type, opened, timestampNanos);
          return true;
        }
      }
    }
    keys.drop();
    return false;
  }

  private int guessOne(long number, int type, byte[] body, int length, long timestampNanos) {
    if (++guesses > maxGuesses) {
      giveUp(Undecrypted.GAP, timestampNanos);
      return RecordCipher.REFUSED;
    }
    return tryOpen(number, type, body, length, timestampNanos);
  }

  private void tellGap(long missing, long timestampNanos) {
    if (missing > 0) {
      connection.onPlaintextGap(side, missing, timestampNanos);
    }
  }

  private void accept(long number, int type, int opened, long timestampNanos) {
    guesses = 0;
    sequence = number + 1;
    take(type, opened, timestampNanos, timestampNanos);
  }

  @Override
  public void onSearchFailed(long timestampNanos) {
    giveUp(Undecrypted.GAP, connection.now());
  }

  @Override
  public void onMalformed(long timestampNanos) {
    giveUp(Undecrypted.MALFORMED, timestampNanos);
  }
}
