package io.streamgauge.agent.tls;

/**
 * What decryption may keep.
 *
 * @param maxConnections connections decrypted at a time; further ones stay opaque
 * @param maxHeldBytes encrypted bytes of one connection that wait for its secrets
 * @param maxTotalHeldBytes the same of all connections
 * @param maxHeldNanos how long, in packet time, a connection waits for its secrets
 * @param maxRecordBuffers records that may be incomplete at a time, of 18 KiB each; beyond it a
 *     record is lost
 * @param maxGuesses attempts to open a record behind a gap
 * @param maxSearchBytes bytes behind a gap among which a record is looked for
 */
public record TlsLimits(
    int maxConnections,
    int maxHeldBytes,
    int maxTotalHeldBytes,
    long maxHeldNanos,
    int maxRecordBuffers,
    int maxGuesses,
    int maxSearchBytes) {
  /** For an agent with 256 MB. */
  public static final TlsLimits DEFAULTS =
      new TlsLimits(2_000, 64 << 10, 8 << 20, 10_000_000_000L, 512, 256, 256 << 10);

  /** Checks the ranges. */
  public TlsLimits {
    if (maxConnections < 1
        || maxHeldBytes < 0
        || maxTotalHeldBytes < 0
        || maxHeldNanos < 0
        || maxRecordBuffers < 1
        || maxGuesses < 1
        || maxSearchBytes < 1) {
      throw new IllegalArgumentException("limits of TLS are 1 or more");
    }
  }

  /** What each of several workers may keep, so that all together keep no more. */
  public TlsLimits dividedBy(int workers) {
    return new TlsLimits(
        Math.max(1, maxConnections / workers),
        maxHeldBytes,
        maxTotalHeldBytes / workers,
        maxHeldNanos,
        Math.max(1, maxRecordBuffers / workers),
        maxGuesses,
        maxSearchBytes);
  }

  /** The same with another number of connections. */
  public TlsLimits withMaxConnections(int connections) {
    return new TlsLimits(
        connections,
        maxHeldBytes,
        maxTotalHeldBytes,
        maxHeldNanos,
        maxRecordBuffers,
        maxGuesses,
        maxSearchBytes);
  }
}
