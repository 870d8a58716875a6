package io.streamgauge.jobs.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.ShareProgress;
import java.time.Duration;
import java.util.List;
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

  private static PartitionFact.Builder progress(String group, long offset) {
    return PartitionFact.newBuilder()
        .setShare(ShareProgress.newBuilder().setGroup(group).setStartOffset(offset).setLag(3));
  }

  /** Groups that heard that their part has ended. */
  private List<String> ended() {
    return harness.extractOutputValues().stream()
        .filter(fact -> fact.getShare().getRemoved())
        .map(GroupFact::getGroup)
        .toList();
  }

  @Test
  void shareGroupsHearThatTheTopicIsGone() throws Exception {
    tell(1, progress("s", 5));
    harness.processWatermark(2_000);

    tell(2, PartitionFact.newBuilder().setTopicDeleted(true));
    harness.processWatermark(3_000);
    assertThat(ended()).containsExactly("s");

    tell(4, PartitionFact.newBuilder().setTopicDeleted(true));
    harness.processWatermark(5_000);
    assertThat(ended()).as("once").hasSize(1);
  }

  @Test
  void theShareGroupThatMakesRoomForAnotherHearsIt() throws Exception {
    for (int group = 0; group < 64; group++) {
      tell(1 + group, progress("s" + group, 5));
    }
    harness.processWatermark(100_000);
    assertThat(ended()).isEmpty();

    tell(101, progress("more", 5));
    harness.processWatermark(102_000);

    assertThat(ended()).containsExactly("s0");
  }

  @Test
  void shareGroupsEndWhenThePartitionExpires() throws Exception {
    tell(1, progress("s", 5));
    harness.processWatermark(2_000);

    harness.processWatermark(3 * 3_600_000L);

    assertThat(ended()).containsExactly("s");
    assertThat(harness.numKeyedStateEntries()).isZero();
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

  @Test
  void aFactThatCameLaterThanItsTimeIsDueThenWhateverOtherInputsHoldBack() throws Exception {
    tell(
        1,
        PartitionFact.newBuilder()
            .setEventTimeMillis(5_500)
            .setCommit(Commit.newBuilder().setGroup("g").setOffset(5)));

    harness.processWatermark(5_900);
    assertThat(harness.extractOutputValues()).isEmpty();
    harness.processWatermark(5_999);
    assertThat(harness.extractOutputValues()).hasSize(1);
  }
}
