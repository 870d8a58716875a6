package io.streamgauge.benchmarks.jobs;

import com.sun.management.OperatingSystemMXBean;
import io.streamgauge.events.v1.EventBatch;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.accumulators.LongMinimum;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Right behind the source: how many events passed after the job had warmed up, and in which time.
 * What is under way at the first mark is about as much as at the last, since the way is short.
 */
final class Marks extends RichMapFunction<EventBatch, EventBatch> {
  private static final long serialVersionUID = 1L;
  private static final String EVENTS = "events";
  private static final String ROLLUPS = "rollups";
  private static final String CPU_START = "cpu-start";
  private static final String CPU_END = "cpu-end";
  private static final String WALL_START = "wall-start";
  private static final String WALL_END = "wall-end";

  private final long warmNanos;
  private transient OperatingSystemMXBean process;
  private transient LongCounter events;
  private transient LongCounter rollups;
  private transient LongMinimum cpuStart;
  private transient LongMaximum cpuEnd;
  private transient LongMinimum wallStart;
  private transient LongMaximum wallEnd;

  /**
   * A stopwatch.
   *
   * @param warmSeconds event seconds that do not count
   */
  Marks(int warmSeconds) {
    this.warmNanos = (SyntheticEvents.START_SECONDS + warmSeconds) * 1_000_000_000L;
  }

  /**
   * What was counted.
   *
   * @param events of all kinds
   * @param rollups those of them that are additive
   * @param cpuNanos processor time of the whole process; 1 or more
   */
  record Count(long events, long rollups, long cpuNanos, long wallNanos) implements Serializable {
    static Count of(JobExecutionResult result) {
      return new Count(
          get(result, EVENTS),
          get(result, ROLLUPS),
          // The system counts in hundredths of a second.
          Math.max(1, get(result, CPU_END) - get(result, CPU_START)),
          get(result, WALL_END) - get(result, WALL_START));
    }

    private static long get(JobExecutionResult result, String name) {
      Long value = result.getAccumulatorResult(name);
      return value;
    }
  }

  @Override
  public void open(OpenContext context) {
    process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    events = new LongCounter();
    rollups = new LongCounter();
    cpuStart = new LongMinimum();
    cpuEnd = new LongMaximum();
    wallStart = new LongMinimum();
    wallEnd = new LongMaximum();
    getRuntimeContext().addAccumulator(EVENTS, events);
    getRuntimeContext().addAccumulator(ROLLUPS, rollups);
    getRuntimeContext().addAccumulator(CPU_START, cpuStart);
    getRuntimeContext().addAccumulator(CPU_END, cpuEnd);
    getRuntimeContext().addAccumulator(WALL_START, wallStart);
    getRuntimeContext().addAccumulator(WALL_END, wallEnd);
  }

  @Override
  public EventBatch map(EventBatch batch) {
    if (batch.getAgentTimeNanos() > warmNanos) {
      cpuStart.add(process.getProcessCpuTime());
      wallStart.add(System.nanoTime());
      events.add(batch.getEventsCount());
      rollups.add(SyntheticEvents.rollups(batch));
      cpuEnd.add(process.getProcessCpuTime());
      wallEnd.add(System.nanoTime());
    }
    return batch;
  }
}
