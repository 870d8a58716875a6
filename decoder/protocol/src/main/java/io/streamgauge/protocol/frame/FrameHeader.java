package io.streamgauge.protocol.frame;

import io.streamgauge.protocol.schema.HeaderVersions;
import java.nio.ByteBuffer;

/**
 * Reads the header of a request or response, in whatever pieces it comes. Reusable.
 *
 * <p>A request's header is api key, version, correlation id, client id (never compact) and, in
 * flexible versions, tagged fields. A response's is the correlation id, and then tagged fields if
 * the request it answers says so ({@link #beginTags}).
 */
public final class FrameHeader {
  /** How far a header is read. */
  public enum State {
    NEEDS_MORE,
    DONE,
    MALFORMED
  }

  private enum Step {
    API,
    CORRELATION,
    CLIENT_ID_LENGTH,
    CLIENT_ID,
    TAGS,
    END
  }

  private static final int NULL_CLIENT_ID = -1;
  private static final int UNKNOWN_VERSION = -1;

  private final HeaderVersions versions;
  private final ClientIds clientIds;
  private final TaggedFieldsReader tags = new TaggedFieldsReader();
  private Step step = Step.END;
  private State state = State.DONE;
  private boolean request;
  private long remaining;
  private long number;
  private int numberBytes;
  private int apiKey;
  private int apiVersion;
  private int correlationId;
  private String clientId;
  private int headerVersion;
  private int clientIdBytes;
  private long skip;
  private boolean text;

  public FrameHeader(HeaderVersions versions, ClientIds clientIds) {
    this.versions = versions;
    this.clientIds = clientIds;
  }

  /** Prepares for a request of which {@code frameBytes} follow its size. */
  public void beginRequest(long frameBytes) {
    begin(Step.API, frameBytes);
    request = true;
    clientIds.forget();
    clientId = null;
    text = true;
  }

  /** Prepares for a response; done as soon as its correlation id is known. */
  public void beginResponse(long frameBytes) {
    begin(Step.CORRELATION, frameBytes);
    request = false;
  }

  /** Prepares for the tagged fields of a response's header v1. */
  public void beginTags() {
    begin(Step.TAGS, remaining);
    tags.begin(remaining);
  }

  private void begin(Step first, long frameBytes) {
    step = first;
    state = State.NEEDS_MORE;
    remaining = frameBytes;
    number = 0;
    numberBytes = 0;
  }

  /**
   * Takes the next bytes of the frame.
   *
   * @return how many belong to the header
   */
  public int feed(ByteBuffer buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && state == State.NEEDS_MORE) {
      int taken = feedStep(buffer, at, end - at);
      at += taken;
      remaining -= taken;
    }
    if (remaining <= 0 && state == State.NEEDS_MORE) {
      state = State.MALFORMED;
    }
    return at - offset;
  }

  private int feedStep(ByteBuffer buffer, int offset, int length) {
    return switch (step) {
      case API, CORRELATION -> feedNumber(buffer, offset, length, Integer.BYTES);
      case CLIENT_ID_LENGTH -> feedNumber(buffer, offset, length, Short.BYTES);
      case CLIENT_ID -> feedClientId(buffer, offset, length);
      default -> feedTags(buffer, offset, length);
    };
  }

  private int feedNumber(ByteBuffer buffer, int offset, int length, int width) {
    int taken = Math.min(width - numberBytes, length);
    for (int i = 0; i < taken; i++) {
      number = number << Byte.SIZE | (buffer.get(offset + i) & 0xff);
    }
    numberBytes += taken;
    if (numberBytes == width) {
      int value = (int) number;
      number = 0;
      numberBytes = 0;
      onNumber(value, remaining - taken);
    }
    return taken;
  }

  private void onNumber(int value, long after) {
    if (step == Step.API) {
      apiKey = (short) (value >>> Short.SIZE);
      apiVersion = (short) value;
      headerVersion = versions.request(apiKey, apiVersion);
      step = Step.CORRELATION;
    } else if (step == Step.CORRELATION) {
      correlationId = value;
      onCorrelationId(after);
    } else {
      onClientIdLength((short) value, after);
    }
  }

  private void onCorrelationId(long after) {
    if (!request || headerVersion == 0) {
      done();
    } else if (after < Short.BYTES) {
      finish(headerVersion == UNKNOWN_VERSION);
    } else {
      step = Step.CLIENT_ID_LENGTH;
    }
  }

  private void onClientIdLength(int length, long after) {
    if (length < NULL_CLIENT_ID || length > after) {
      // nobody says what the header of an unknown api looks like
      finish(headerVersion == UNKNOWN_VERSION);
    } else if (length == NULL_CLIENT_ID) {
      onClientIdEnd(after);
    } else {
      clientIdBytes = length;
      skip = length;
      step = Step.CLIENT_ID;
      if (length == 0) {
        clientId = "";
        onClientIdEnd(after);
      }
    }
  }

  private int feedClientId(ByteBuffer buffer, int offset, int length) {
    int taken = (int) Math.min(skip, length);
    if (taken == clientIdBytes) {
      text = Utf8.isText(buffer, offset, taken);
      clientId = clientIds.of(buffer, offset, taken);
    } else {
      clientIds.gather(buffer, offset, taken);
      if (taken == skip) {
        clientId = clientIds.gathered();
        text = isText(clientId);
      }
    }
    skip -= taken;
    if (skip == 0) {
      onClientIdEnd(remaining - taken);
    }
    return taken;
  }

  private static boolean isText(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x20 || c == 0x7f || c == '\uFFFD') {
        return false;
      }
    }
    return true;
  }

  private void onClientIdEnd(long after) {
    if (headerVersion == 2) {
      step = Step.TAGS;
      tags.begin(after);
    } else {
      done();
    }
  }

  private int feedTags(ByteBuffer buffer, int offset, int length) {
    int taken = tags.feed(buffer, offset, length);
    if (tags.state() != State.NEEDS_MORE) {
      finish(tags.state() == State.DONE);
    }
    return taken;
  }

  private void done() {
    finish(true);
  }

  private void finish(boolean good) {
    step = Step.END;
    state = good ? State.DONE : State.MALFORMED;
  }

  public State state() {
    return state;
  }

  /** Whether the correlation id, and of a request the api, are known, whatever the state. */
  public boolean knowsCorrelationId() {
    return step != Step.API && step != Step.CORRELATION;
  }

  public int apiKey() {
    return apiKey;
  }

  public int apiVersion() {
    return apiVersion;
  }

  public int correlationId() {
    return correlationId;
  }

  /** The client id, cut to {@link ClientIds#MAX_BYTES}; null if it was null or not reached. */
  public String clientId() {
    return clientId;
  }

  /** Whether the client id is text, as real ones are; true for null and empty. */
  public boolean isClientIdText() {
    return text;
  }

  /** Whether some release lists the request's api and version. */
  public boolean isKnownApi() {
    return headerVersion != UNKNOWN_VERSION;
  }

  /** Bytes of the frame after the header. */
  public long remaining() {
    return remaining;
  }
}
