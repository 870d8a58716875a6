package io.streamgauge.protocol.details.capture;

/**
 * The names in a client's SASL token.
 *
 * @param userName who authenticates, or null
 * @param authorizationId as whom, or null
 */
public record SaslNames(String userName, String authorizationId) {}
