package io.streamgauge.protocol.details.value;

import java.nio.ByteBuffer;

/**
 * Reads the user name, and nothing else, from a client's SASL token, in whatever pieces it comes.
 *
 * <p>Nothing but names is ever copied: not the password of PLAIN (RFC 4616), not a nonce or proof
 * of SCRAM (RFC 5802), nothing of any other mechanism. Reusable; one thread at a time.
 */
public final class SaslUserName {
  /**
   * Prepares for a token.
   *
   * @param mechanism {@code PLAIN}, {@code SCRAM-SHA-256}, {@code SCRAM-SHA-512}; all others, and
   *     null, give no name
   * @return whether any of its bytes are wanted
   */
  public boolean begin(String mechanism) {
    return false;
  }

  /**
   * Takes the next bytes of the token.
   *
   * @return whether more of them are wanted
   */
  public boolean feed(ByteBuffer buffer, int offset, int length) {
    return false;
  }

  /** Wipes what was gathered of an unfinished name. */
  public void end() {}

  /** PLAIN's authentication id, SCRAM's {@code n=}; null if the token did not tell. */
  public String userName() {
    return null;
  }

  /** PLAIN's authorization id, SCRAM's {@code a=}; null if the token did not tell. */
  public String authorizationId() {
    return null;
  }
}
