package io.streamgauge.matrix.capture;

import io.streamgauge.protocol.exchange.Anomaly;

/** Something that could not be read, and where. */
public record SeenAnomaly(int brokerPort, int clientPort, Anomaly anomaly) {}
