package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import java.util.List;

/**
 * SaslHandshake (key 17).
 *
 * @param mechanism what the client wants, such as {@code SCRAM-SHA-256}
 * @param enabledMechanisms what the broker offers
 */
public record SaslHandshakeDetails(String mechanism, List<String> enabledMechanisms)
    implements Details {
  static final CaptureSpec<SaslHandshakeDetails> SPEC =
      CaptureSpec.of(17, "SaslHandshake")
          .request("Mechanism")
          .response("Mechanisms")
          .make(
              (request, response) ->
                  new SaslHandshakeDetails(
                      request.text("Mechanism"), response.texts("Mechanisms")));

  /** Takes copies of its lists. */
  public SaslHandshakeDetails {
    enabledMechanisms = List.copyOf(enabledMechanisms);
  }
}
