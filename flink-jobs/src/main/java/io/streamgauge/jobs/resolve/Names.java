package io.streamgauge.jobs.resolve;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** What broadcast state knows. */
interface Names {
  /** Topic name of an id; empty if not known. */
  String topic(UUID id);

  /** {@code namespace/workload} behind an address at a time; the address itself if not known. */
  String workload(String address, long timeNanos);

  /** Topic ids as Kafka prints them: base64url without padding of the 16 bytes. */
  static String idText(UUID id) {
    ByteBuffer bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
