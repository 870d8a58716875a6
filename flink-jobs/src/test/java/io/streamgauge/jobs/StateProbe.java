package io.streamgauge.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** An operator, and which of its states ever held something. */
final class StateProbe<OUT> {
  private final AbstractStreamOperatorTestHarness<OUT> harness;
  private final Set<String> names;
  private final Set<String> everHeld = new TreeSet<>();

  /** Of an open harness; the names are those of all keyed states of its operator. */
  StateProbe(AbstractStreamOperatorTestHarness<OUT> harness, Set<String> names) {
    this.harness = harness;
    this.names = names;
  }

  /** Names of states that hold something now. */
  Set<String> held() {
    Set<String> held = new TreeSet<>();
    KeyedStateBackend<?> backend =
        ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
    for (String name : names) {
      if (backend.getKeys(name, VoidNamespace.INSTANCE).findAny().isPresent()) {
        held.add(name);
      }
    }
    return held;
  }

  /** To be called after every step. */
  void look() {
    everHeld.addAll(held());
  }

  Set<String> everHeld() {
    return everHeld;
  }

  List<OUT> output() {
    return harness.extractOutputValues();
  }

  <T> List<T> side(OutputTag<T> tag) {
    List<T> values = new ArrayList<>();
    Iterable<StreamRecord<T>> records = harness.getSideOutput(tag);
    if (records != null) {
      records.forEach(record -> values.add(record.getValue()));
    }
    return values;
  }
}
