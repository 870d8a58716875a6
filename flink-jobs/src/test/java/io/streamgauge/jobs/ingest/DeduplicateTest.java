package io.streamgauge.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.AgentBatch;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of agents that fall silent, in the bus's time. */
class DeduplicateTest {
  private static final long HOUR = 3_600_000;
  private static final long START = 1_767_225_600_000L;
  private KeyedOneInputStreamOperatorTestHarness<String, EventBatch, AgentBatch> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new Deduplicate(Duration.ofSeconds(10), Duration.ofHours(3))),
            EventBatch::getAgentId,
            Types.STRING,
            720,
            1,
            0);
    harness.setup(
        ProtoTypeInfo.forMessage(AgentBatch.class)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void batch(long sequence, long appendMillis) throws Exception {
    harness.processElement(
        EventBatch.newBuilder()
            .setAgentId("a")
            .setIncarnation(1)
            .setSequence(sequence)
            .setAgentTimeNanos(appendMillis * 1_000_000L)
            .build(),
        appendMillis);
  }

  @Test
  void whatASilentAgentStillOwedIsLostOnceAndTheAgentForgotten() throws Exception {
    batch(1, START);
    batch(4, START + 1_000);
    harness.processWatermark(START + 2 * HOUR);
    assertThat(harness.extractOutputValues())
        .extracting(AgentBatch::getLostBatches)
        .containsOnly(0L);

    harness.processWatermark(START + 4 * HOUR);
    harness.processWatermark(Long.MAX_VALUE);

    assertThat(harness.extractOutputValues())
        .extracting(AgentBatch::getLostBatches)
        .containsExactly(0L, 0L, 2L);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void anAgentThatSpeaksIsKnownForAsLong() throws Exception {
    for (int hour = 0; hour < 8; hour += 2) {
      batch(hour + 1, START + hour * HOUR);
      harness.processWatermark(START + hour * HOUR);
    }
    int accepted = harness.extractOutputValues().size();

    batch(7, START + 6 * HOUR);

    assertThat(harness.extractOutputValues()).hasSize(accepted);
  }

  @Test
  void withoutTheBusesTimeNobodyIsForgotten() throws Exception {
    batch(1, Long.MIN_VALUE);
    batch(3, Long.MIN_VALUE);

    harness.processWatermark(START);
    assertThat(harness.numKeyedStateEntries()).isOne();
    harness.processWatermark(Long.MAX_VALUE);

    assertThat(harness.extractOutputValues())
        .extracting(AgentBatch::getLostBatches)
        .containsExactly(0L, 0L, 1L);
  }
}
