package io.streamgauge.protocol.details;

/**
 * A range of offsets in the state of a share group (KIP-932).
 *
 * @param firstOffset first offset, included
 * @param lastOffset last offset, included
 * @param deliveryState 0 available, 2 acknowledged, 4 archived
 * @param deliveryCount how often it was delivered
 */
public record StateBatch(
    long firstOffset, long lastOffset, byte deliveryState, short deliveryCount) {}
