package io.streamgauge.agent.tls;

import java.util.Locale;

/** Why a TLS connection, or the rest of one of its directions, was not decrypted. */
public enum Undecrypted {
  /** Its handshake was not seen from the beginning. */
  MID_CONNECTION,
  /** The key log had no secrets for it in time. */
  NO_SECRET,
  /** A protocol version or cipher suite that cannot be opened. */
  UNSUPPORTED,
  /** Too many connections are decrypted already. */
  LIMIT,
  /** Nothing could be opened behind a gap. */
  GAP,
  /** A record does not open with the secrets there are. */
  REFUSED,
  /** Bytes that are no TLS records. */
  MALFORMED;

  /** As metrics and summaries name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
