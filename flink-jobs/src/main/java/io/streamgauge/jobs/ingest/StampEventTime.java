package io.streamgauge.jobs.ingest;

import io.streamgauge.jobs.v1.AgentBatch;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Stamps each batch with the event time at which it came. Behind an operator of two inputs the
 * watermark trails by whatever the slower input holds back, so what is late there differs from run
 * to run; here, in line with the watermarks' source, it does not.
 */
public final class StampEventTime extends ProcessFunction<AgentBatch, AgentBatch> {
  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(AgentBatch batch, Context context, Collector<AgentBatch> out) {
    long eventTime = context.timerService().currentWatermark();
    out.collect(
        eventTime == Long.MIN_VALUE
            ? batch
            : batch.toBuilder().setEventTimeMillis(eventTime).build());
  }
}
