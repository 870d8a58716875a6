package io.streamgauge.agent.tls;

import java.nio.ByteBuffer;

/** Decryption for one pipeline: opens connections within limits. Single-threaded. */
public final class TlsDecryption {
  private static final int HELLO_TYPE_AT = TlsRecord.HEADER_BYTES;

  private final SecretStore secrets;
  private final TlsLimits limits;
  private final RecordBuffers buffers;
  private final TlsStatistics statistics = new TlsStatistics();

  /**
   * Decryption that has seen nothing.
   *
   * @param secrets may be shared by pipelines
   */
  public TlsDecryption(SecretStore secrets, TlsLimits limits) {
    this.secrets = secrets;
    this.limits = limits;
    this.buffers = new RecordBuffers(limits.maxRecordBuffers());
  }

  /**
   * Whether the first bytes seen of a connection are the beginning of a ClientHello. Read as
   * Kafka's size they exceed every limit.
   *
   * @param fromStart whether they are known to be the first ones sent
   */
  public static boolean beginsConnection(
      ByteBuffer buffer, int offset, int length, boolean fromStart) {
    if (length <= HELLO_TYPE_AT && !fromStart) {
      return false;
    }
    for (int i = 0; i < Math.min(length, TlsRecord.HEADER_BYTES); i++) {
      if (!TlsRecord.beginsHandshake(i, buffer.get(offset + i) & 0xff)) {
        return false;
      }
    }
    return length <= HELLO_TYPE_AT
        || buffer.get(offset + HELLO_TYPE_AT) == HandshakeReader.CLIENT_HELLO;
  }

  /**
   * A connection whose ClientHello comes next.
   *
   * @param clientSide 0 or 1
   * @return null if as many are decrypted as may be, which is counted
   */
  public TlsConnection open(int clientSide, PlaintextHandler handler) {
    statistics.connections++;
    if (statistics.openConnections >= limits.maxConnections()) {
      count(Undecrypted.LIMIT);
      return null;
    }
    statistics.openConnections++;
    return new TlsConnection(this, clientSide, handler);
  }

  /** Counts a TLS connection of which no ClientHello was seen. */
  public void countMidConnection() {
    statistics.connections++;
    count(Undecrypted.MID_CONNECTION);
  }

  /** Counts on while this is used. */
  public TlsStatistics statistics() {
    return statistics;
  }

  SecretStore secrets() {
    return secrets;
  }

  TlsLimits limits() {
    return limits;
  }

  RecordBuffers buffers() {
    return buffers;
  }

  void count(Undecrypted reason) {
    statistics.count(reason);
  }

  void countDecrypted() {
    statistics.decryptedConnections++;
  }

  void onHeld(int bytes) {
    statistics.heldBytes += bytes;
  }

  void onEnd() {
    statistics.openConnections--;
  }
}
