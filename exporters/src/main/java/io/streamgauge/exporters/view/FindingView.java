package io.streamgauge.exporters.view;

/**
 * Findings of one kind about one client's requests.
 *
 * @param kind what was found, as its metric names it
 * @param workload namespace/name where known, else the client's host
 * @param clientId empty if the client sends none
 * @param open addresses of the client at which it is open, 1 or more
 */
public record FindingView(
    String cluster, String kind, String workload, String clientId, long open) {}
