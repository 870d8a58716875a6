package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.value.KafkaUuid;

/**
 * GetTelemetrySubscriptions (key 71, KIP-714).
 *
 * @param clientInstanceId the client's own id: the answer's, else the request's; {@link
 *     KafkaUuid#ZERO} if none was given yet
 */
public record GetTelemetrySubscriptionsDetails(KafkaUuid clientInstanceId) implements Details {}
