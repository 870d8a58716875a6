package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.value.KafkaUuid;

/**
 * PushTelemetry (key 72, KIP-714). The metrics themselves are skipped.
 *
 * @param clientInstanceId the client's own id
 * @param terminating whether this is its last push
 */
public record PushTelemetryDetails(KafkaUuid clientInstanceId, boolean terminating)
    implements Details {
  static final CaptureSpec<PushTelemetryDetails> SPEC =
      CaptureSpec.of(72, "PushTelemetry")
          .request("ClientInstanceId", "Terminating")
          .make(
              (request, response) ->
                  new PushTelemetryDetails(
                      request.uuid("ClientInstanceId"), request.flag("Terminating")));
}
