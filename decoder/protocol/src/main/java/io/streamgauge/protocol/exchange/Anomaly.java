package io.streamgauge.protocol.exchange;

/**
 * Something on a connection that could not be read as it should.
 *
 * @param reason what happened
 * @param direction the side it happened on
 * @param timestampNanos packet time, nanoseconds since the epoch
 * @param position bytes of that side before it
 * @param bytes how many bytes it cost; 0 if none
 */
public record Anomaly(
    AnomalyReason reason, Direction direction, long timestampNanos, long position, long bytes) {}
