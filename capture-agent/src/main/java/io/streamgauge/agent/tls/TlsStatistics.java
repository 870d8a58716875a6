package io.streamgauge.agent.tls;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Running totals of decryption. Written by one thread, read elsewhere slightly late. */
public final class TlsStatistics {
  long connections;
  long decryptedConnections;
  long records;
  long plaintextBytes;
  long lostRecords;
  long skippedEarlyRecords;
  int openConnections;
  int heldBytes;
  private final Map<Undecrypted, AtomicLong> undecrypted = new EnumMap<>(Undecrypted.class);

  TlsStatistics() {
    for (Undecrypted reason : Undecrypted.values()) {
      undecrypted.put(reason, new AtomicLong());
    }
  }

  void count(Undecrypted reason) {
    undecrypted.get(reason).incrementAndGet();
  }

  /** TLS connections that were taken up, whether anything was decrypted or not. */
  public long connections() {
    return connections;
  }

  /** Connections of which something was decrypted. */
  public long decryptedConnections() {
    return decryptedConnections;
  }

  /** Connections that are decrypted now. */
  public int openConnections() {
    return openConnections;
  }

  /** Records that were opened. */
  public long records() {
    return records;
  }

  /** Bytes of the application that were decrypted. */
  public long plaintextBytes() {
    return plaintextBytes;
  }

  /** Records of which bytes were missing, or for which there was no buffer. */
  public long lostRecords() {
    return lostRecords;
  }

  /** Records of early data (0-RTT), which are passed by. */
  public long skippedEarlyRecords() {
    return skippedEarlyRecords;
  }

  /** Encrypted bytes that wait for secrets now. */
  public int heldBytes() {
    return heldBytes;
  }

  /** Connections, or directions of them, that were given up for this reason. */
  public long undecrypted(Undecrypted reason) {
    return undecrypted.get(reason).get();
  }
}
