package io.streamgauge.exporters.view;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One broker.
 *
 * @param broker broker id, or its address while the id is unknown
 * @param coverage decoded share of its Kafka bytes, 0 to 1; empty while unknown
 * @param requests requests since the job's state began
 * @param connections open ones, read or not; empty while unknown
 * @param meanBrokerMillis mean time the broker worked per request; empty without requests
 */
public record BrokerView(
    String cluster,
    String broker,
    OptionalDouble coverage,
    long requests,
    OptionalLong connections,
    OptionalDouble meanBrokerMillis) {}
