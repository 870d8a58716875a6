package io.streamgauge.jobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.streamgauge.events.FetchWaits;
import io.streamgauge.events.v1.FetchWaitRollup;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.BusyFact;
import io.streamgauge.jobs.v1.BusyMember;
import io.streamgauge.jobs.v1.BusyWait;
import io.streamgauge.jobs.v1.GroupFact;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusyMembersTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Offset<Double> CLOSE = Offset.offset(1e-9);
  private KeyedOneInputStreamOperatorTestHarness<String, BusyFact, GroupFact> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new BusyMembers(Duration.ofHours(24))),
            BusyFact::getReader,
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

  private static BusyFact.Builder fact(long second) {
    return BusyFact.newBuilder()
        .setCluster("c")
        .setReader("10.0.0.9\u0000app")
        .setTimeNanos(second * SECOND);
  }

  private void member(long second, String id, Integer partitions) throws Exception {
    BusyMember.Builder member =
        BusyMember.newBuilder().setGroup("g").setMemberId(id).setSessionTimeoutMillis(600_000);
    if (partitions != null) {
      member.setPartitions(partitions);
    }
    harness.processElement(fact(second).setMember(member).build(), 0);
  }

  private void left(long second, String id) throws Exception {
    BusyMember.Builder member = BusyMember.newBuilder().setGroup("g").setMemberId(id).setGone(true);
    harness.processElement(fact(second).setMember(member).build(), 0);
  }

  /** Fetches for so many partitions waited, of each second the slots from one to another. */
  private void waits(String broker, int partitions, int fromSlot, int toSlot, long from, long to)
      throws Exception {
    byte[] slots = new byte[toSlot - fromSlot];
    Arrays.fill(slots, (byte) FetchWaits.WHOLE);
    for (long second = from; second < to; second++) {
      FetchWaitRollup rollup =
          FetchWaitRollup.newBuilder()
              .setPartitions(partitions)
              .setFromNanos(second * SECOND + fromSlot * FetchWaits.SLOT_NANOS)
              .setWaited(ByteString.copyFrom(slots))
              .build();
      harness.processElement(
          fact(second).setWait(BusyWait.newBuilder().setBroker(broker).setWaits(rollup)).build(),
          0);
    }
  }

  /** Shares told up to then, since the last time. */
  private List<Double> shares(long second) throws Exception {
    harness.processWatermark(new Watermark(second * 1000 - 1));
    List<Double> shares =
        harness.getOutput().stream()
            .filter(each -> each instanceof StreamRecord<?>)
            .map(each -> (GroupFact) ((StreamRecord<?>) each).getValue())
            .map(each -> each.getBusy().getShare())
            .toList();
    harness.getOutput().clear();
    return shares;
  }

  @Test
  void aMemberIsIdleWhileTheFetchForAllItsPartitionsWaits() throws Exception {
    member(1, "m", 2);
    waits("1", 2, 0, 75, 0, 15);

    assertThat(shares(10)).singleElement().satisfies(share -> assertThat(share).isPositive());
    assertThat(shares(20)).singleElement().satisfies(s -> assertThat(s).isCloseTo(0.25, CLOSE));
  }

  @Test
  void acrossBrokersOnlyWhatAllWaitIsIdle() throws Exception {
    member(1, "m", 3);
    waits("1", 2, 0, 80, 0, 15);
    waits("2", 1, 60, 100, 0, 15);
    shares(10);

    assertThat(shares(20)).singleElement().satisfies(s -> assertThat(s).isCloseTo(0.8, CLOSE));
  }

  @Test
  void aFetchForSomeOfThePartitionsSaysThatTheMemberWorksOnTheOthers() throws Exception {
    member(1, "m", 3);
    waits("1", 2, 0, 100, 0, 15);
    shares(10);

    assertThat(shares(20)).containsExactly(1.0);
  }

  @Test
  void aWaitThatReachesOverSecondsIsTakenApart() throws Exception {
    member(1, "m", 1);
    // From the middle of one second to the middle of another, five times as long
    waits("1", 1, 50, 550, 6, 7);
    shares(10);

    assertThat(shares(20)).singleElement().satisfies(s -> assertThat(s).isCloseTo(0.5, CLOSE));
  }

  @Test
  void nothingIsToldOfMembersThatCannotBeToldApartOrWhosePartitionsAreNotKnown() throws Exception {
    member(1, "m", null);
    waits("1", 1, 0, 100, 0, 60);
    assertThat(shares(20)).isEmpty();
    member(20, "m", 1);
    assertThat(shares(30)).hasSize(1);

    member(30, "n", 1);
    assertThat(shares(40)).isEmpty();
    left(41, "n");
    assertThat(shares(50)).hasSize(1);
  }

  @Test
  void aMemberOfWhichNoWaitWasEverSeenIsNotTakenForBusy() throws Exception {
    member(1, "m", 1);

    assertThat(shares(60)).isEmpty();
  }

  @Test
  void stateDrainsWhenTheReaderIsGone() throws Exception {
    member(1, "m", 1);
    waits("1", 1, 0, 100, 0, 60);
    left(60, "m");

    harness.processWatermark(new Watermark(3 * 86_400_000L));

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }
}
