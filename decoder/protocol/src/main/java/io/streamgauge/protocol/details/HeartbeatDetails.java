package io.streamgauge.protocol.details;

/**
 * Heartbeat (key 12) of a classic group.
 *
 * @param groupId the group
 * @param generation the generation
 * @param memberId the member
 * @param instanceId static membership (from v3), or null
 */
public record HeartbeatDetails(String groupId, int generation, String memberId, String instanceId)
    implements Details {}
