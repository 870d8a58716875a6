package io.streamgauge.jobs.ingest;

import io.streamgauge.events.v1.EventBatch;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Time as the bus says when it took batches. Only what becomes of silent agents goes by it; behind
 * {@link Deduplicate} time is that of packets ({@link AgentWatermarks}). Files have no such time:
 * then it never goes on.
 */
public final class BusTime {
  private BusTime() {}

  /**
   * The strategy for batches as they come.
   *
   * @param idleness wall time after which a source subtask without batches stops holding back the
   *     others
   */
  public static WatermarkStrategy<EventBatch> strategy(Duration idleness) {
    return WatermarkStrategy.<EventBatch>forMonotonousTimestamps()
        .withTimestampAssigner((batch, appendMillis) -> appendMillis)
        .withIdleness(idleness);
  }
}
