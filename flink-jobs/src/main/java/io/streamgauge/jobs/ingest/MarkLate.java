package io.streamgauge.jobs.ingest;

import io.streamgauge.jobs.v1.AgentBatch;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Marks batches that came behind event time. It is said here, in line with the watermarks' source,
 * because behind an operator of two inputs the watermark trails by whatever the slower input holds
 * back: the same input would then be late in one run and not in the next.
 */
public final class MarkLate extends ProcessFunction<AgentBatch, AgentBatch> {
  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(AgentBatch batch, Context context, Collector<AgentBatch> out) {
    boolean told = batch.getBatch().getSequence() > 0;
    boolean late = told && context.timestamp() < context.timerService().currentWatermark();
    out.collect(late ? batch.toBuilder().setLate(true).build() : batch);
  }
}
