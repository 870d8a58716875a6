package io.streamgauge.agent.tls;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Secrets by client random. Holds a bounded number of sessions; beyond it those that were put
 * longest ago are overwritten and counted. Thread-safe: a key log fills it, pipelines ask it.
 */
public final class SecretStore {
  /** Bytes of a client random. */
  static final int RANDOM_BYTES = 32;

  private final int maxSessions;
  private final Map<ByteBuffer, SessionSecrets> sessions = new LinkedHashMap<>();
  private long evictedSessions;
  private long malformedLines;
  private volatile long version;
  private volatile Runnable source = () -> {};

  /**
   * An empty store.
   *
   * @param maxSessions 1 or more
   */
  public SecretStore(int maxSessions) {
    if (maxSessions < 1) {
      throw new IllegalArgumentException("a store of secrets holds 1 session or more");
    }
    this.maxSessions = maxSessions;
  }

  /** Takes over {@code secret}. */
  synchronized void put(byte[] clientRandom, SecretLabel label, byte[] secret) {
    ByteBuffer key = ByteBuffer.wrap(clientRandom);
    SessionSecrets session = sessions.get(key);
    if (session == null) {
      if (sessions.size() >= maxSessions) {
        evictEldest();
      }
      session = new SessionSecrets();
      sessions.put(key, session);
    }
    session.put(label, secret);
    version++;
  }

  private void evictEldest() {
    Iterator<SessionSecrets> eldest = sessions.values().iterator();
    eldest.next().wipe();
    eldest.remove();
    evictedSessions++;
  }

  /** A copy that is the caller's to overwrite; null if it is not known, or not yet. */
  synchronized byte[] copyOf(byte[] clientRandom, SecretLabel label) {
    SessionSecrets session = sessions.get(ByteBuffer.wrap(clientRandom));
    return session == null ? null : session.copyOf(label);
  }

  /** The session's connection ended: overwrites its secrets. */
  synchronized void forget(byte[] clientRandom) {
    SessionSecrets session = sessions.remove(ByteBuffer.wrap(clientRandom));
    if (session != null) {
      session.wipe();
    }
  }

  synchronized void countMalformedLine() {
    malformedLines++;
  }

  /** Names what fills the store and can read on when it is asked, on the thread that asks. */
  void fedBy(Runnable readOn) {
    source = readOn;
  }

  /** Has everything put that can be known by now. Reads a file: for who would else give up. */
  void catchUp() {
    source.run();
  }

  /** Rises with each secret that is put. */
  long version() {
    return version;
  }

  /** Sessions held now. */
  public synchronized int sessions() {
    return sessions.size();
  }

  /** Sessions that were overwritten for want of room. */
  public synchronized long evictedSessions() {
    return evictedSessions;
  }

  /** Lines of the key log that could not be read. */
  public synchronized long malformedLines() {
    return malformedLines;
  }

  /** Overwrites everything. */
  public synchronized void clear() {
    sessions.values().forEach(SessionSecrets::wipe);
    sessions.clear();
  }
}
