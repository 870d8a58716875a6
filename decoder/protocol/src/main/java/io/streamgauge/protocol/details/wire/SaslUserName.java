package io.streamgauge.protocol.details.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the user name, and nothing else, from a client's SASL token, in whatever pieces it comes.
 *
 * <p>Nothing but names is ever copied: not the password of PLAIN (RFC 4616), not a nonce or proof
 * of SCRAM (RFC 5802), nothing of any other mechanism. A name counts only once the separator after
 * it was seen, so a token that is not what it should be gives none. Reusable; one thread at a time.
 */
public final class SaslUserName {
  /** Longer names are not read. */
  static final int MAX_NAME_BYTES = 256;

  private final Name first = new Name();
  private final Name second = new Name();
  private Grammar grammar = Grammar.NONE;
  private int part;
  private int partBytes;
  private boolean copying;
  private String userName;
  private String authorizationId;

  private enum Grammar {
    NONE,
    PLAIN,
    SCRAM
  }

  /**
   * Prepares for a token.
   *
   * @param mechanism {@code PLAIN}, {@code SCRAM-SHA-256}, {@code SCRAM-SHA-512}; all others, and
   *     null, give no name
   * @return whether any of its bytes are wanted
   */
  public boolean begin(String mechanism) {
    end();
    userName = null;
    authorizationId = null;
    part = 0;
    partBytes = 0;
    copying = false;
    if (mechanism == null) {
      grammar = Grammar.NONE;
    } else if (mechanism.equals("PLAIN")) {
      grammar = Grammar.PLAIN;
    } else {
      grammar = mechanism.startsWith("SCRAM-") ? Grammar.SCRAM : Grammar.NONE;
    }
    return grammar != Grammar.NONE;
  }

  /**
   * Takes the next bytes of the token.
   *
   * @return whether more of them are wanted
   */
  public boolean feed(ByteBuffer buffer, int offset, int length) {
    for (int i = 0; i < length && grammar != Grammar.NONE; i++) {
      byte next = buffer.get(offset + i);
      boolean wanted = grammar == Grammar.PLAIN ? plain(next) : scram(next);
      if (!wanted) {
        end();
      }
    }
    return grammar != Grammar.NONE;
  }

  /** Ends the token, and wipes what was gathered of an unfinished name. */
  public void end() {
    grammar = Grammar.NONE;
    first.wipe();
    second.wipe();
  }

  /** PLAIN's authentication id, SCRAM's {@code n=}; null if the token did not tell. */
  public String userName() {
    return userName;
  }

  /** PLAIN's authorization id, SCRAM's {@code a=}; null if the token did not tell. */
  public String authorizationId() {
    return authorizationId;
  }

  /** {@code [authzid] NUL authcid NUL passwd}: stops at the second NUL. */
  private boolean plain(byte next) {
    if (next != 0) {
      return (part == 0 ? first : second).append(next);
    }
    if (part++ == 0) {
      return true;
    }
    finish(first.text(), second.text());
    return false;
  }

  /** {@code gs2-flag "," [ "a=" authzid ] "," "n=" name "," ...}: stops at the third comma. */
  private boolean scram(byte next) {
    if (next == ',') {
      if (part == 2) {
        finish(unescape(first.text()), unescape(second.text()));
        return false;
      }
      part++;
      partBytes = 0;
      copying = false;
      return true;
    }
    partBytes++;
    return switch (part) {
      case 0 -> isGs2Flag(next);
      case 1 -> named('a', first, next);
      default -> named('n', second, next);
    };
  }

  /** {@code n} or {@code y} alone, or {@code p=} and a channel binding, which is passed over. */
  private boolean isGs2Flag(byte next) {
    if (partBytes == 1) {
      copying = next == 'p';
      return next == 'n' || next == 'y' || next == 'p';
    }
    return copying && (partBytes > 2 || next == '=');
  }

  private boolean named(char key, Name name, byte next) {
    return switch (partBytes) {
      case 1 -> next == key;
      case 2 -> next == '=';
      default -> name.append(next);
    };
  }

  private void finish(String authorization, String user) {
    userName = user.isEmpty() ? null : user;
    authorizationId = authorization.isEmpty() ? null : authorization;
  }

  private static String unescape(String name) {
    return name.replace("=2C", ",").replace("=3D", "=");
  }

  /** A bounded name that can be wiped. */
  private static final class Name {
    private final byte[] bytes = new byte[MAX_NAME_BYTES];
    private int length;

    boolean append(byte next) {
      if (length == MAX_NAME_BYTES) {
        return false;
      }
      bytes[length++] = next;
      return true;
    }

    String text() {
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    void wipe() {
      Arrays.fill(bytes, (byte) 0);
      length = 0;
    }
  }
}
