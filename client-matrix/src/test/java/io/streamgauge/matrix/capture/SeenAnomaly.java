package io.streamgauge.matrix.capture;

import io.streamgauge.protocol.exchange.Anomaly;

/**
 * Something that could not be read, and where.
 *
 * @param connection number of the connection, as in {@link SeenExchange}
 * @param whileCapturing false if only the end of the capture brought it to light
 * @param anomaly what it was
 */
public record SeenAnomaly(int connection, boolean whileCapturing, Anomaly anomaly) {}
