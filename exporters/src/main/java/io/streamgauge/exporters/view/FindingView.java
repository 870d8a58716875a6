package io.streamgauge.exporters.view;

import java.util.OptionalLong;

/**
 * Findings of one kind about one client's requests.
 *
 * @param kind what was found, as its metric names it
 * @param workload namespace/name where known, else the client's host
 * @param clientId empty if the client sends none
 * @param open addresses of the client at which it is open, 1 or more
 * @param count how many requests, or what else is counted, from first to last seen
 * @param firstSeenSeconds event second of the first, to ten seconds
 * @param lastSeenSeconds event second of the newest that was told
 * @param example one of them; null if the jobs, of a release of before, told none
 */
public record FindingView(
    String cluster,
    String kind,
    String workload,
    String clientId,
    long open,
    OptionalLong count,
    OptionalLong firstSeenSeconds,
    OptionalLong lastSeenSeconds,
    Example example) {
  /**
   * One request, without anything that it carried.
   *
   * @param atSeconds event second
   * @param address the client's
   * @param broker node id in text where known, else ip:port
   * @param error Kafka's name of it; empty where the kind counts no errors
   * @param topic what the client produced to, or consumed from, most in that second; empty if that
   *     is not known, or the kind counts errors
   */
  public record Example(
      long atSeconds,
      String address,
      String broker,
      String api,
      int apiVersion,
      String error,
      String topic) {}
}
