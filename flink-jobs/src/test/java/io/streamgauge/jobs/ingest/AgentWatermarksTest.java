package io.streamgauge.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.jobs.Agent;
import io.streamgauge.jobs.v1.AgentBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class AgentWatermarksTest {
  private final AgentWatermarks watermarks = new AgentWatermarks(Duration.ofSeconds(10));
  private final Agent one = new Agent("one");
  private final Agent two = new Agent("two");
  private final List<Long> emitted = new ArrayList<>();

  private final WatermarkOutput output =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
          emitted.add(watermark.getTimestamp() - Agent.EPOCH * 1000);
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
      };

  private void take(EventBatch batch) {
    take(batch, 0);
  }

  private void take(EventBatch batch, long shiftNanos) {
    watermarks.onEvent(
        AgentBatch.newBuilder().setBatch(batch).setShiftNanos(shiftNanos).build(), 0, output);
  }

  @Test
  void eventTimeIsTheMinimumOverLiveAgents() {
    take(one.batch(5));
    take(two.batch(3));
    take(two.batch(7));

    assertThat(emitted).containsExactly(4999L);

    take(one.batch(8));
    assertThat(emitted).containsExactly(4999L, 6999L);
  }

  @Test
  void anAgentThatLagsOrEndsIsLeftBehind() {
    take(one.batch(5));
    take(two.batch(5));
    take(one.batch(15));
    assertThat(emitted).last().isEqualTo(4999L);

    take(one.batch(16));
    assertThat(emitted).last().isEqualTo(15_999L);

    take(two.batch(16));
    take(one.batch(18));
    assertThat(emitted).last().isEqualTo(15_999L);
    take(two.last(17));
    assertThat(emitted).last().isEqualTo(17_999L);
  }

  @Test
  void aClockMinutesAheadIsCorrectedAndLeavesNobodyBehind() {
    take(one.batch(5));
    take(two.batch(305), 300_000_000_000L);
    take(one.batch(6));
    take(two.batch(306), 300_000_000_000L);

    assertThat(emitted).containsExactly(4999L, 5999L);
  }
}
