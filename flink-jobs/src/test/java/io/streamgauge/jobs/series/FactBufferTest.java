package io.streamgauge.jobs.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jobs.v1.GroupFact;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.junit.jupiter.api.Test;

class FactBufferTest {
  private static final int LIMIT = 1_000;

  private final Map<Object, Object> entries = new HashMap<>();
  private Object value;
  private int reads;
  private final FactBuffer<GroupFact> buffer =
      new FactBuffer<>(
          context(), GroupFact.class, LIMIT, GroupFact::getTimeNanos, GroupFact::getOrdinal);

  /** State in plain maps, which counts what is read and has no way to go through all there is. */
  private RuntimeContext context() {
    return proxy(
        RuntimeContext.class,
        (method, arguments) ->
            switch (method) {
              case "getMapState" -> proxy(MapState.class, this::map);
              case "getState" -> proxy(ValueState.class, this::value);
              default -> throw new UnsupportedOperationException(method);
            });
  }

  private interface Call {
    Object of(String method, Object[] arguments);
  }

  private static <S> S proxy(Class<S> type, Call call) {
    Object made =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.of(method.getName(), arguments));
    return type.cast(made);
  }

  private Object map(String method, Object[] arguments) {
    switch (method) {
      case "get" -> {
        reads++;
        return entries.get(arguments[0]);
      }
      case "put" -> entries.put(arguments[0], arguments[1]);
      case "remove" -> entries.remove(arguments[0]);
      case "clear" -> entries.clear();
      default -> throw new UnsupportedOperationException(method);
    }
    return null;
  }

  private Object value(String method, Object[] arguments) {
    switch (method) {
      case "value" -> {
        return value;
      }
      case "update" -> value = arguments[0];
      case "clear" -> value = null;
      default -> throw new UnsupportedOperationException(method);
    }
    return null;
  }

  private static GroupFact fact(String group, long millis, long ordinal) {
    return GroupFact.newBuilder()
        .setGroup(group)
        .setTimeNanos(millis * 1_000_000L)
        .setOrdinal(ordinal)
        .build();
  }

  private List<String> due(long millis) throws Exception {
    return buffer.due(millis).stream().map(GroupFact::getGroup).toList();
  }

  @Test
  void factsAreGivenOutByTimeThenByOrdinalOnceTheirSecondIsOver() throws Exception {
    buffer.add(fact("d", 2_500, 1), 0);
    buffer.add(fact("c", 1_700, 9), 0);
    buffer.add(fact("b", 1_700, 2), 0);
    buffer.add(fact("a", 900, 3), 0);

    assertThat(due(1_998)).containsExactly("a");
    assertThat(due(2_999)).containsExactly("b", "c", "d");
    assertThat(buffer.isEmpty()).isTrue();
    assertThat(entries).isEmpty();
  }

  @Test
  void whatCameLateWaitsForTheSecondInWhichItCameAndKeepsItsPlace() throws Exception {
    buffer.add(fact("late", 500, 1), 4_200);
    buffer.add(fact("then", 4_100, 2), 0);

    assertThat(due(3_999)).isEmpty();
    assertThat(due(4_999)).containsExactly("late", "then");
  }

  @Test
  void equalFactsAreGivenOutOnceAndOthersOfTheSameTimeAreNotTakenForEqual() throws Exception {
    buffer.add(fact("x", 500, 1), 0);
    buffer.add(fact("y", 500, 1), 0);
    buffer.add(fact("x", 500, 1), 0);

    assertThat(due(999)).containsExactlyInAnyOrder("x", "y");
  }

  @Test
  void beyondTheLimitThereIsNoRoomUntilSomeAreGivenOut() throws Exception {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(buffer.add(fact("g", i * 1_000L, i), 0)).isTrue();
    }
    assertThat(buffer.add(fact("g", 1, 1), 0)).isFalse();

    due(1_999);

    assertThat(buffer.add(fact("g", 1, 1), 0)).isTrue();
    assertThat(buffer.add(fact("g", 2, 1), 0)).isTrue();
    assertThat(buffer.add(fact("g", 3, 1), 0)).isFalse();
  }

  @Test
  void onlyWhatIsDueIsRead() throws Exception {
    for (int i = 0; i < LIMIT; i++) {
      buffer.add(fact("g", i * 1_000L, i), 0);
    }
    reads = 0;

    due(2_999);
    due(3_500);

    assertThat(reads).isEqualTo(3);
  }
}
