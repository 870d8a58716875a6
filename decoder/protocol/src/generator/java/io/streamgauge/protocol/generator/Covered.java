package io.streamgauge.protocol.generator;

import java.util.List;

/**
 * Messages that code is made for: requests and responses of an api.
 *
 * @param apiKey its key
 * @param oldest first version
 * @param newest last version; that schemas exist is checked
 */
record Covered(int apiKey, int oldest, int newest) {
  /** What is frequent on the wire, as present-day clients send it. */
  static final List<Covered> ALL =
      List.of(
          new Covered(0, 7, 13), // Produce
          new Covered(1, 11, 18), // Fetch
          new Covered(8, 7, 10), // OffsetCommit
          new Covered(12, 3, 4), // Heartbeat
          new Covered(68, 0, 1)); // ConsumerGroupHeartbeat
}
