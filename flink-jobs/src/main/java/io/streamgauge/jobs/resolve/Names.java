package io.streamgauge.jobs.resolve;

import com.google.protobuf.ByteString;

/** What broadcast state knows. */
interface Names {
  /** Topic name of an id; empty if not known. */
  String topic(ByteString id);

  /** {@code namespace/workload} behind an address at a time; the address itself if not known. */
  String workload(String address, long timeNanos);

  /** Topic ids as Kafka prints them: base64url without padding of the 16 bytes. */
  static String idText(ByteString id) {
    return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(id.toByteArray());
  }
}
