package io.streamgauge.jobs.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.LagPart;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** One telling of a group, in words. */
class GroupTellerTest {
  private final GroupState.Builder state = GroupState.newBuilder().setCluster("c").setGroup("g");

  /** What is told of these parts, each with its labels. */
  private List<String> tell(LagPart.Builder... parts) {
    List<Result> told = new ArrayList<>();
    Collector<Result> out =
        new Collector<>() {
          @Override
          public void collect(Result result) {
            told.add(result);
          }

          @Override
          public void close() {}
        };
    GroupTeller teller = new GroupTeller(state, 1_000, out);
    for (LagPart.Builder part : parts) {
      teller.part(part.setTopic("t").setChanged(true).build());
    }
    assertThat(teller.topics()).isFalse();
    return told.stream()
        .map(r -> r.getMetric().replaceFirst(".*consumergroup_", "") + " " + r.getGauge())
        .toList();
  }

  private static LagPart.Builder part(int partition) {
    return LagPart.newBuilder().setPartition(partition).setCommitted(5);
  }

  @Test
  void lagIsAbsentUntilTheHighWatermarkIsKnown() {
    assertThat(tell(part(0))).containsExactly("current_offset 5.0", "current_offset_sum 5.0");

    assertThat(tell(part(0).setHighWatermark(9))).contains("lag 4.0", "lag_sum 4.0");
  }

  @Test
  void effectiveLagIsSummedOverThePartitionsOfWhichItIsKnown() {
    assertThat(tell(part(0).setEffectiveLag(3), part(1), part(2).setEffectiveLag(4)))
        .contains("effective_lag_records 7.0");
  }

  @Test
  void readersThatCannotBeToldApartHaveNoLagByFetchesAndTheStateSaysSo() {
    assertThat(tell(part(0).setFetchLag(3), part(1).setAmbiguous(true)))
        .contains("state 1.0")
        .noneMatch(told -> told.startsWith("fetch_lag_records"));

    assertThat(tell(part(0).setFetchLag(3), part(1).setFetchLag(1)))
        .contains("fetch_lag_records 4.0");
  }
}
