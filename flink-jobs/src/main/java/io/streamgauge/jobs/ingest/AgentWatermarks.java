package io.streamgauge.jobs.ingest;

import io.streamgauge.jobs.v1.AgentBatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time is the minimum over live agents of the (corrected) time up to which each has reported.
 * An agent that lags the newest by more than a bound, or said its last batch, leaves the minimum
 * and may come back. Watermarks follow batches, not a clock, so a replay gives the same ones.
 */
public final class AgentWatermarks implements WatermarkGenerator<AgentBatch> {
  private final long boundMillis;
  private final Map<String, Long> newestByAgent = new HashMap<>();
  private long newest = Long.MIN_VALUE;
  private long emitted = Long.MIN_VALUE;

  AgentWatermarks(Duration bound) {
    this.boundMillis = bound.toMillis();
  }

  /**
   * The strategy for batches of many agents.
   *
   * @param bound how far an agent may lag the newest before the others stop waiting for it
   * @param idleness wall time after which a source subtask without batches stops holding back the
   *     others; decides when results come, never what they are
   */
  public static WatermarkStrategy<AgentBatch> strategy(Duration bound, Duration idleness) {
    return WatermarkStrategy.<AgentBatch>forGenerator(context -> new AgentWatermarks(bound))
        .withTimestampAssigner((batch, previous) -> Math.max(0, millis(batch)))
        .withIdleness(idleness);
  }

  @Override
  public void onEvent(AgentBatch batch, long timestamp, WatermarkOutput output) {
    if (batch.getBatch().getSequence() == 0) {
      return;
    }
    long time = millis(batch);
    newest = Math.max(newest, time);
    String agent = batch.getBatch().getAgentId();
    if (batch.getBatch().getFinal()) {
      newestByAgent.remove(agent);
    } else {
      newestByAgent.merge(agent, time, Math::max);
    }
    newestByAgent.values().removeIf(value -> value < newest - boundMillis);
    long minimum = newest;
    for (long value : newestByAgent.values()) {
      minimum = Math.min(minimum, value);
    }
    if (minimum - 1 > emitted) {
      emitted = minimum - 1;
      output.emitWatermark(new Watermark(emitted));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    // Batches bring event time; nothing to add between them.
  }

  private static long millis(AgentBatch batch) {
    return Math.floorDiv(batch.getBatch().getAgentTimeNanos() - batch.getShiftNanos(), 1_000_000L);
  }
}
