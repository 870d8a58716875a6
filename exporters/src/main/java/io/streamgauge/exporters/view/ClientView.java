package io.streamgauge.exporters.view;

/**
 * One client as seen on the wire.
 *
 * @param cluster display name or id of the cluster
 * @param workload namespace/name where known, else the client's host
 * @param clientId empty if the client sends none
 * @param software library and version as the client says, empty if it does not
 * @param requestsPerSecond over the last seconds of event time
 * @param producedBytesPerSecond record-set bytes accepted by brokers
 * @param consumedBytesPerSecond record-set bytes delivered
 * @param requests since the job's state began
 * @param producedBytes since the job's state began
 * @param consumedBytes since the job's state began
 * @param producedRecords since the job's state began
 * @param consumedRecords since the job's state began
 * @param failedResponses responses with an error, since the job's state began
 */
public record ClientView(
    String cluster,
    String workload,
    String clientId,
    String software,
    double requestsPerSecond,
    double producedBytesPerSecond,
    double consumedBytesPerSecond,
    long requests,
    long producedBytes,
    long consumedBytes,
    long producedRecords,
    long consumedRecords,
    long failedResponses) {}
