package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Region;
import io.streamgauge.protocol.details.capture.SaslNames;

/**
 * SaslAuthenticate (key 36). Of the token only the user name is read; passwords, proofs and tokens
 * are never copied.
 *
 * @param mechanism the connection's mechanism, or null if its handshake was not seen
 * @param userName PLAIN's authentication id, SCRAM's {@code n=}; null for other mechanisms, later
 *     rounds and unreadable tokens
 * @param authorizationId PLAIN's authorization id, SCRAM's {@code a=}; null if none
 * @param sessionLifetimeMillis from v1: when the client must authenticate again; 0 for never or
 *     without an answer
 */
public record SaslAuthenticateDetails(
    String mechanism, String userName, String authorizationId, long sessionLifetimeMillis)
    implements Details {
  static final CaptureSpec<SaslAuthenticateDetails> SPEC =
      CaptureSpec.of(36, "SaslAuthenticate")
          .request("AuthBytes")
          .response("SessionLifetimeMs")
          .region("AuthBytes", new Region.SaslToken())
          .make(
              (request, response) -> {
                SaslNames names = request.saslNames("AuthBytes");
                return new SaslAuthenticateDetails(
                    null,
                    names == null ? null : names.userName(),
                    names == null ? null : names.authorizationId(),
                    response.number("SessionLifetimeMs", 0));
              });

  /** The same with the connection's mechanism. */
  public SaslAuthenticateDetails withMechanism(String name) {
    return new SaslAuthenticateDetails(name, userName, authorizationId, sessionLifetimeMillis);
  }
}
