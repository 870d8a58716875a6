package io.streamgauge.jobs.alerting;

import io.streamgauge.events.v1.Alert;
import io.streamgauge.jobs.alerts.AlertCatalog;
import io.streamgauge.jobs.alerts.AlertDefinition;
import io.streamgauge.jobs.alerts.AlertMachine;
import io.streamgauge.jobs.alerts.OverridesFile;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.AlertInput;
import io.streamgauge.jobs.v1.AlertState;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by alert and the values of its labels: looks a second after a result came, and every ten
 * seconds while time alone can change the answer. State goes when no series is left and nothing
 * fires.
 */
public final class DecideAlerts extends KeyedProcessFunction<String, AlertInput, Alert> {
  private static final long serialVersionUID = 1L;
  private static final long SOON_MILLIS = 1_000;
  private static final long AGAIN_MILLIS = 10_000;

  private final AlertCatalog catalog;
  private final OverridesFile overrides;
  private transient Map<String, AlertDefinition> byName;
  private transient ValueState<AlertState> alert;

  public DecideAlerts(AlertCatalog catalog, OverridesFile overrides) {
    this.catalog = catalog;
    this.overrides = overrides;
  }

  @Override
  public void open(OpenContext context) {
    byName = new HashMap<>();
    catalog.decidedByJobs().forEach(each -> byName.put(each.name(), each));
    alert =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("alert", ProtoTypeInfo.forMessage(AlertState.class)));
  }

  @Override
  public void processElement(AlertInput input, Context context, Collector<Alert> out)
      throws Exception {
    AlertDefinition definition = byName.get(input.getAlert());
    AlertState known = alert.value();
    AlertState.Builder state =
        known == null
            ? AlertState.newBuilder().setAlert(input.getAlert()).addAllValues(input.getValuesList())
            : known.toBuilder();
    new AlertMachine(definition, catalog.runbook(), state).take(input.getResult());
    long now =
        Math.max(
            input.getResult().getAsOfSeconds() * 1_000, context.timerService().currentWatermark());
    due(state, now - now % SOON_MILLIS + SOON_MILLIS, context);
    alert.update(state.build());
  }

  private static void due(AlertState.Builder state, long millis, Context context) {
    if (state.getDueMillis() == 0 || millis < state.getDueMillis()) {
      state.setDueMillis(millis);
      context.timerService().registerEventTimeTimer(millis);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    AlertState known = alert.value();
    if (known == null || known.getDueMillis() != timestamp) {
      return;
    }
    AlertDefinition definition = byName.get(known.getAlert());
    if (definition == null) {
      alert.clear(); // The definition is gone, and its alerts with it.
      return;
    }
    AlertState.Builder state = known.toBuilder().setDueMillis(0);
    AlertMachine machine = new AlertMachine(definition, catalog.runbook(), state);
    machine.evaluate(timestamp / 1_000, overrides.at(timestamp)).ifPresent(out::collect);
    if (machine.isIdle()) {
      alert.clear();
      return;
    }
    boolean ending = context.timerService().currentWatermark() == Long.MAX_VALUE;
    if (!ending && machine.changesWithTime(timestamp / 1_000)) {
      due(state, timestamp + AGAIN_MILLIS, context);
    }
    alert.update(state.build());
  }
}
