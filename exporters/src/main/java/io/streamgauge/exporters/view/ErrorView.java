package io.streamgauge.exporters.view;

/**
 * Responses with one error to one client's requests of one api.
 *
 * @param clientId empty if the client sends none
 * @param error by Kafka's name
 * @param responses since the job's state began, 1 or more
 */
public record ErrorView(
    String cluster, String workload, String clientId, String api, String error, long responses) {}
