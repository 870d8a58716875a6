package io.streamgauge.jobs.scaling;

/**
 * A broker at one moment; rates over the last minute, NaN while unknown.
 *
 * @param requestRate requests per second
 * @param byteRate bytes per second, both directions
 * @param inflightBytes bytes of produce requests in flight, mean
 * @param latencySeconds 99th percentile of broker time of produce requests
 */
public record BrokerView(
    String broker,
    double requestRate,
    double byteRate,
    double inflightBytes,
    double latencySeconds) {}
