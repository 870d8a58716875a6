package io.streamgauge.jobs.resolve;

import io.streamgauge.events.TopicRef;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** What broadcast state knows. */
interface Names {
  /** Topic name of an id; empty if not known. */
  String topic(UUID id);

  /** {@code namespace/workload} behind an address at a time; the address itself if not known. */
  String workload(String address, long timeNanos);

  /** With the name that is known of its id, else with the id's text for a name. */
  default TopicRef named(TopicRef topic) {
    if (topic.hasName() || !topic.hasId()) {
      return topic;
    }
    String name = topic(topic.id());
    return new TopicRef(name.isEmpty() ? idText(topic.id()) : name, topic.id());
  }

  /** Topic ids as Kafka prints them: base64url without padding of the 16 bytes. */
  static String idText(UUID id) {
    ByteBuffer bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
