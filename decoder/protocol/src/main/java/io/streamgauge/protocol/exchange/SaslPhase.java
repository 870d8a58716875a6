package io.streamgauge.protocol.exchange;

/**
 * Where a connection stands in its SASL exchange.
 *
 * <p>After SaslHandshake v0 the tokens travel as bare frames without a header, until the first
 * request; GSSAPI clients may begin with such frames at once. From v1 on, tokens are inside
 * SaslAuthenticate requests and nothing here matters but the mechanism.
 */
final class SaslPhase {
  private static final String GSSAPI = "GSSAPI";
  private static final int ASN1_APPLICATION_TAG = 0x60;

  private String mechanism;
  private boolean clientTokens;
  private boolean brokerTokens;
  private boolean firstToken;

  /** A SaslHandshake request was read. */
  void onHandshakeRequest(int version, String requestedMechanism) {
    mechanism = requestedMechanism;
    if (version == 0) {
      clientTokens = true;
      firstToken = true;
    }
  }

  /** A SaslHandshake response was read. */
  void onHandshakeResponse(int version) {
    brokerTokens = version == 0;
  }

  /** The connection began with a token instead of a request. */
  void onTokenWithoutHandshake() {
    mechanism = GSSAPI;
    clientTokens = true;
    brokerTokens = true;
    firstToken = false;
  }

  /** Whether an api key's first byte is really that of an initial GSSAPI token (RFC 2743, 3.1). */
  static boolean looksLikeGssapi(int apiKey) {
    return apiKey >> Byte.SIZE == ASN1_APPLICATION_TAG;
  }

  /** The mechanism, or null if the handshake was not seen. */
  String mechanism() {
    return mechanism;
  }

  /** Whether the client's next frame may be a bare token. */
  boolean clientMaySendTokens() {
    return clientTokens;
  }

  /** Whether the broker's next frame may be a bare token. */
  boolean brokerMaySendTokens() {
    return brokerTokens;
  }

  /** Whether the client's next token is the one that names the user. */
  boolean isFirstTokenDue() {
    return clientTokens && firstToken;
  }

  void onClientToken() {
    firstToken = false;
  }

  /** The client sent a request: no more tokens from it. */
  void onRequest() {
    clientTokens = false;
  }

  /** The broker answered a request: no more tokens from it. */
  void onResponse() {
    brokerTokens = false;
  }
}
