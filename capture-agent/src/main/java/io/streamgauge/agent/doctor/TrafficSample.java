package io.streamgauge.agent.doctor;

import java.util.Map;

/**
 * What was seen in a while.
 *
 * @param byInterface Kafka connections by interface
 * @param byPort Kafka connections by port of the broker, 0 where none was seen
 * @param owned Kafka connections that an agent here would count
 * @param foreignBroker one broker that it would not count; empty if there is none
 * @param tls bytes by what could be made of them
 * @param halfSeen connections of which one direction is missing
 * @param duplicates connections that were seen on several paths
 */
record TrafficSample(
    Map<String, Long> byInterface,
    Map<Integer, Long> byPort,
    long owned,
    String foreignBroker,
    TlsShareCheck tls,
    HalfSeenCheck halfSeen,
    DuplicatesCheck duplicates) {

  /** Whether an agent here would count what was seen. */
  OwnershipCheck ownership() {
    long all = byPort.values().stream().mapToLong(Long::longValue).sum();
    return new OwnershipCheck(all, owned, foreignBroker);
  }
}
