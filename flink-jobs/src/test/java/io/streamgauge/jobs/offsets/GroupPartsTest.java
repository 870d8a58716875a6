package io.streamgauge.jobs.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.lag.GroupLedger;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.LagPart;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.junit.jupiter.api.Test;

/** What a group's partitions write to state. */
class GroupPartsTest {
  private static final long SECOND = 1_000_000_000L;

  private final GroupState.Builder group = GroupState.newBuilder().setCluster("c").setGroup("g");
  private final List<Object> written = new ArrayList<>();
  private final GroupParts parts = new GroupParts(context());

  private RuntimeContext context() {
    return (RuntimeContext)
        Proxy.newProxyInstance(
            RuntimeContext.class.getClassLoader(),
            new Class<?>[] {RuntimeContext.class},
            (proxy, method, arguments) -> map((MapStateDescriptor<?, ?>) arguments[0]));
  }

  /** State on the heap that notes the keys that are put. */
  private Object map(MapStateDescriptor<?, ?> descriptor) {
    Map<Object, Object> held = new HashMap<>();
    return Proxy.newProxyInstance(
        MapState.class.getClassLoader(),
        new Class<?>[] {MapState.class},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "get" -> held.get(arguments[0]);
              case "keys" -> List.copyOf(held.keySet());
              case "put" -> {
                written.add(arguments[0]);
                yield held.put(arguments[0], arguments[1]);
              }
              default -> throw new UnsupportedOperationException(descriptor + method.getName());
            });
  }

  private void take(int partition, long committed, long second) throws Exception {
    parts.take(
        LagPart.newBuilder()
            .setTopic("t")
            .setPartition(partition)
            .setCommitted(committed)
            .setObservedNanos(second * SECOND)
            .build(),
        new GroupLedger(group),
        group);
  }

  private void tell(long second) throws Exception {
    List<Result> told = new ArrayList<>();
    parts.tell(new GroupTeller(group, second * 1_000, new ListCollector<>(told)));
  }

  @Test
  void onlyPartitionsThatChangedAreWrittenAgain() throws Exception {
    take(0, 5, 1);
    take(1, 5, 1);
    tell(2);
    take(1, 6, 2);
    written.clear();

    tell(3);

    assertThat(written).containsExactly("t\u00001");
  }

  private void commit(int partition, long second, boolean withoutGeneration) throws Exception {
    parts.take(
        LagPart.newBuilder()
            .setTopic("t")
            .setPartition(partition)
            .setObservedNanos(second * SECOND)
            .setCommittedNanos(second * SECOND)
            .setWithoutGeneration(withoutGeneration)
            .build(),
        new GroupLedger(group),
        group);
  }

  @Test
  void whetherAGroupEverJoinsIsToldByItsNewestCommitNotByTheLastOneToArrive() throws Exception {
    commit(0, 5, false);
    commit(1, 4, true);
    assertThat(group.getWithoutGeneration()).isFalse();

    commit(1, 6, true);
    assertThat(group.getWithoutGeneration()).isTrue();
  }
}
