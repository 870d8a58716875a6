package io.streamgauge.jobs.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.PartitionFact;
import java.time.Duration;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a partition hands on to its groups. */
class PartitionsTest {
  private static final long SECOND = 1_000_000_000L;
  private KeyedOneInputStreamOperatorTestHarness<String, PartitionFact, GroupFact> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Partitions(Duration.ofHours(1))),
            PartitionFact::getTopic,
            Types.STRING,
            720,
            1,
            0);
    harness.setup(
        ProtoTypeInfo.forMessage(GroupFact.class).createSerializer(new SerializerConfigImpl()));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void tell(long second, PartitionFact.Builder fact) throws Exception {
    harness.processElement(
        fact.setCluster("c").setTopic("t").setTimeNanos(second * SECOND).build(), 0);
  }

  @Test
  void factsOfTheSameTimeAndHashAreAllTaken() throws Exception {
    PartitionFact.Builder one = PartitionFact.newBuilder();
    PartitionFact.Builder other = PartitionFact.newBuilder();
    one.setCommit(Commit.newBuilder().setGroup("Aa").setOffset(5));
    other.setCommit(Commit.newBuilder().setGroup("BB").setOffset(5));
    tell(1, one);
    tell(1, other);
    assertThat(one.build().toByteString()).hasSameHashCodeAs(other.build().toByteString());

    harness.processWatermark(2_000);

    assertThat(harness.extractOutputValues())
        .extracting(GroupFact::getGroup)
        .containsExactlyInAnyOrder("Aa", "BB");
  }
}
