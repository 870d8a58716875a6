package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.value.KafkaUuid;

/**
 * GetTelemetrySubscriptions (key 71, KIP-714).
 *
 * @param clientInstanceId the client's own id: the answer's, else the request's; {@link
 *     KafkaUuid#ZERO} if none was given yet
 */
public record GetTelemetrySubscriptionsDetails(KafkaUuid clientInstanceId) implements Details {
  static final CaptureSpec<GetTelemetrySubscriptionsDetails> SPEC =
      CaptureSpec.of(71, "GetTelemetrySubscriptions")
          .request("ClientInstanceId")
          .response("ClientInstanceId")
          .make(
              (request, response) ->
                  new GetTelemetrySubscriptionsDetails(
                      response.uuid("ClientInstanceId").isZero()
                          ? request.uuid("ClientInstanceId")
                          : response.uuid("ClientInstanceId")));
}
