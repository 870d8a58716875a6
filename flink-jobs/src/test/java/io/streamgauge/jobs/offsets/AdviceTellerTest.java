package io.streamgauge.jobs.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.alerts.Overrides;
import io.streamgauge.jobs.lag.GroupLedger;
import io.streamgauge.jobs.status.GroupInputs;
import io.streamgauge.jobs.status.GroupSnapshot;
import io.streamgauge.jobs.status.LagStatus;
import io.streamgauge.jobs.status.PartitionSnapshot;
import io.streamgauge.jobs.status.Verdict;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.MemberSeen;
import io.streamgauge.jobs.v1.ScalingState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class AdviceTellerTest {
  private static final long START = 1_767_225_600L;
  private static final long NANOS = 1_000_000_000L;
  private static final String GROUP = "{kafka_cluster=\"main\",consumergroup=\"billing\"}";

  private final GroupState.Builder group =
      GroupState.newBuilder().setCluster("main").setGroup("billing").setAssignor("range");
  private final ScalingState.Builder scaling = ScalingState.newBuilder();
  private final Map<String, Double> page = new LinkedHashMap<>();
  private Overrides overrides = Overrides.NONE;
  private long second;

  private void member(String id, String host) {
    new GroupLedger(group)
        .member(
            MemberSeen.newBuilder()
                .setMemberId(id)
                .setHost(host)
                .setChange(Change.HEARTBEAT)
                .setSessionTimeoutMillis(600_000)
                .build(),
            START * NANOS);
  }

  /** Four partitions with a backlog; each of two members does 100 records a second, 300 arrive. */
  private void look(double coverage) {
    second += 10;
    List<PartitionSnapshot> partitions = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      long committed = 50 * second;
      long end = 100_000 + 75 * second;
      partitions.add(
          new PartitionSnapshot(
              "orders",
              p,
              Verdict.of(LagStatus.WARN),
              OptionalLong.of(end),
              OptionalLong.of(committed),
              OptionalLong.of(end - committed),
              OptionalLong.of(end - committed),
              OptionalDouble.of(120),
              OptionalDouble.of(75),
              OptionalDouble.of(50),
              OptionalDouble.of(75),
              0,
              p < 2 ? "a" : "b",
              OptionalDouble.empty()));
    }
    tell(partitions, new GroupInputs(OptionalDouble.of(coverage), true, true, 2, false, 0, 0));
  }

  private void tell(List<PartitionSnapshot> partitions, GroupInputs inputs) {
    List<Result> told = new ArrayList<>();
    GroupSnapshot snapshot =
        new GroupSnapshot("main", "billing", (START + second) * NANOS, inputs, partitions);
    new AdviceTeller(group, scaling, START + second, new ListCollector<>(told))
        .tell(snapshot, overrides);
    for (Result result : told) {
      if (Results.isTombstone(result)) {
        page.remove(SeriesKey.of(result));
      } else {
        page.put(SeriesKey.of(result), result.getGauge());
      }
    }
  }

  private static String hold(String reason) {
    return "streamgauge_autoscale_hold{kafka_cluster=\"main\",consumergroup=\"billing\",reason=\""
        + reason
        + "\"}";
  }

  @Test
  void aBackloggedGroupIsToldHowManyReplicasItNeeds() {
    member("a", "10.0.0.1");
    member("b", "10.0.0.2");
    for (int i = 0; i < 5; i++) {
      look(1);
    }

    assertThat(page)
        .containsEntry("streamgauge_consumergroup_service_records_per_second" + GROUP, 100.0)
        .containsEntry("streamgauge_autoscale_replicas" + GROUP, 2.0)
        .containsEntry("streamgauge_autoscale_utilization_ratio" + GROUP, 1.5)
        .containsEntry("streamgauge_autoscale_max_useful_members" + GROUP, 4.0)
        .containsEntry("streamgauge_autoscale_recommended_replicas" + GROUP, 4.0)
        .containsEntry(hold("partition_bound"), 1.0)
        .containsEntry(hold("no_service_rate"), 0.0);
  }

  @Test
  void membersThatAllShareOneAddressAreHeldUntilItIsSaidHowManyMakeAReplica() {
    member("a", "10.0.0.1");
    member("b", "10.0.0.1");
    for (int i = 0; i < 5; i++) {
      look(1);
    }

    assertThat(page)
        .containsEntry(hold("unknown_concurrency"), 1.0)
        .doesNotContainKey("streamgauge_autoscale_replicas" + GROUP)
        .doesNotContainKey("streamgauge_autoscale_recommended_replicas" + GROUP);

    overrides =
        new Overrides(
            List.of(new Overrides.Group("billing", null, null, null, null, 2.0)), List.of());
    look(1);

    assertThat(page)
        .containsEntry(hold("unknown_concurrency"), 0.0)
        .containsEntry("streamgauge_autoscale_replicas" + GROUP, 1.0)
        .containsEntry("streamgauge_autoscale_recommended_replicas" + GROUP, 2.0);
  }

  @Test
  void lowCoverageHoldsAdviceAndSaysSo() {
    member("a", "10.0.0.1");
    member("b", "10.0.0.2");
    for (int i = 0; i < 5; i++) {
      look(1);
    }
    look(0.5);

    assertThat(page)
        .containsEntry(hold("coverage"), 1.0)
        .containsEntry("streamgauge_autoscale_recommended_replicas" + GROUP, 4.0);
    look(1);
    assertThat(page).containsEntry(hold("coverage"), 0.0);
  }

  @Test
  void overridesSetTheMaximum() {
    member("a", "10.0.0.1");
    member("b", "10.0.0.2");
    overrides =
        new Overrides(List.of(new Overrides.Group("bill*", null, null, null, 3, null)), List.of());
    for (int i = 0; i < 5; i++) {
      look(1);
    }

    assertThat(page)
        .containsEntry("streamgauge_autoscale_recommended_replicas" + GROUP, 3.0)
        .containsEntry("streamgauge_autoscale_max_useful_members" + GROUP, 3.0);
  }

  @Test
  void whenTheGroupEndsAllOfItEnds() {
    member("a", "10.0.0.1");
    member("b", "10.0.0.2");
    look(1);
    look(0.5);
    assertThat(page).isNotEmpty();

    tell(List.of(), new GroupInputs(OptionalDouble.of(1), true, true, 0, false, 0, 0));

    assertThat(page).isEmpty();
    assertThat(scaling.build()).isEqualTo(ScalingState.getDefaultInstance());
  }

  @Test
  void groupsThatNeverJoinGetNoAdvice() {
    look(1);
    page.clear();
    tell(List.of(), new GroupInputs(OptionalDouble.of(1), false, false, 0, true, 0, 0));

    assertThat(page).isEmpty();
  }
}
