package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.frame.FrameHeader;
import java.nio.ByteBuffer;

/** Tells the client's bare SASL tokens from requests, and has the first one's user name read. */
final class ClientTokens {
  private final Conversation conversation;
  private final SaslPhase sasl;
  private SaslTokenReader first;

  ClientTokens(Conversation conversation) {
    this.conversation = conversation;
    this.sasl = conversation.sasl();
  }

  /**
   * Whether the next frame may be a token.
   *
   * @param inSync whether it is certain where frames begin; tokens are never searched for
   */
  boolean isPossible(boolean inSync) {
    return inSync && sasl.clientMaySendTokens();
  }

  /** A frame of {@code size} bytes begins. */
  void begin(int size) {
    if (sasl.isFirstTokenDue()) {
      first = SaslTokenReader.begin(conversation.worker(), sasl.mechanism(), size);
    }
  }

  void feed(ByteBuffer buffer, int offset, int length) {
    if (first != null) {
      first.feed(buffer, offset, length);
    }
  }

  /**
   * Whether the frame at hand is a token.
   *
   * @param ordinary whether it has the header of a known request
   * @param position bytes of the direction before it
   */
  boolean isToken(boolean ordinary, long position, FrameHeader header) {
    if (sasl.clientMaySendTokens()) {
      return !ordinary;
    }
    if (position == 0
        && conversation.startsAtFirstByte(Direction.REQUEST)
        && !header.isKnownApi()
        && SaslPhase.looksLikeGssapi(header.apiKey())) {
      sasl.onTokenWithoutHandshake();
      return true;
    }
    return false;
  }

  /** A token is complete. */
  void end(long timestampNanos) {
    sasl.onClientToken();
    if (first != null) {
      first.end(conversation.listener(), timestampNanos);
      first = null;
    }
  }

  /** The frame at hand is no token, or part of it is missing. */
  void drop() {
    if (first != null) {
      first.abandon();
      first = null;
    }
  }
}
