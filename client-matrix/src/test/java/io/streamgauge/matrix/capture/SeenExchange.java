package io.streamgauge.matrix.capture;

import io.streamgauge.protocol.exchange.ExchangeRecord;

/**
 * An exchange as it was captured.
 *
 * @param brokerPort the broker's listener
 * @param clientPort the client's port
 * @param connection number of the connection, in the order in which they were found
 * @param exchange what was decoded
 */
public record SeenExchange(
    int brokerPort, int clientPort, int connection, ExchangeRecord exchange) {}
