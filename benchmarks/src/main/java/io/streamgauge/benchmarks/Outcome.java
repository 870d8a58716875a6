package io.streamgauge.benchmarks;

import java.util.List;

/**
 * What an exchange came to. Both sides must say the same, or they did not do the same work.
 *
 * @param apiKey which api
 * @param correlationId of request and response
 * @param clientId as in the request's header
 * @param error the response's own error code
 * @param scalars what the api says once: group, member, generation, acks
 * @param partitions one per partition, in order
 */
record Outcome(
    int apiKey,
    int correlationId,
    String clientId,
    int error,
    List<Object> scalars,
    List<Partition> partitions) {

  /**
   * What was said of one partition; {@link Long#MIN_VALUE} where the api does not.
   *
   * @param offset committed, base or fetch offset
   * @param records in all batches, markers left out
   * @param nextOffset offset after the last batch, Fetch only
   */
  record Partition(
      String topic,
      int index,
      int error,
      long offset,
      long highWatermark,
      long records,
      long bytes,
      long nextOffset,
      long maxTimestamp) {}
}
