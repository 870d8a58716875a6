package io.streamgauge.matrix.broker;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One line of a broker's request log: what it was asked and what it answered, in its own words.
 *
 * @param listener name of the listener
 * @param clientPort the client's port on 127.0.0.1
 * @param apiKey key of the api
 * @param apiVersion version of the request
 * @param correlationId correlation id of the request
 * @param clientId client id of the request header, or null
 * @param request the request's fields; records only as their size in bytes
 * @param response the response's fields; a text node where no answer was due
 * @param softwareName what the connection's ApiVersions said, {@code unknown} if nothing
 * @param softwareVersion likewise
 */
public record LoggedRequest(
    String listener,
    int clientPort,
    int apiKey,
    int apiVersion,
    int correlationId,
    String clientId,
    JsonNode request,
    JsonNode response,
    String softwareName,
    String softwareVersion) {

  static LoggedRequest of(JsonNode line) {
    JsonNode header = line.path("requestHeader");
    JsonNode software = line.path("clientInformation");
    return new LoggedRequest(
        line.path("listener").asText(),
        clientPort(line.path("connection").asText()),
        header.path("requestApiKey").asInt(),
        header.path("requestApiVersion").asInt(),
        header.path("correlationId").asInt(),
        header.path("clientId").textValue(),
        line.path("request"),
        line.path("response"),
        software.path("softwareName").asText(),
        software.path("softwareVersion").asText());
  }

  /** From {@code 127.0.0.1:9092-127.0.0.1:45444-0-0}: broker, client, processor, index. */
  private static int clientPort(String connection) {
    String client = connection.split("-")[1];
    return Integer.parseInt(client.substring(client.lastIndexOf(':') + 1));
  }
}
