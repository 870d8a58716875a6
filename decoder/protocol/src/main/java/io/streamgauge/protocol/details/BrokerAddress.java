package io.streamgauge.protocol.details;

/**
 * A broker as a cluster advertises it to clients of the listener that was asked.
 *
 * @param id broker id
 * @param host host name or address
 * @param port 0 to 65535
 * @param rack rack, or null
 */
public record BrokerAddress(int id, String host, int port, String rack) {}
