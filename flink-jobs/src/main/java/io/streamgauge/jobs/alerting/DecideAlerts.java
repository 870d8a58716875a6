package io.streamgauge.jobs.alerting;

import io.streamgauge.events.v1.Alert;
import io.streamgauge.jobs.alerts.AlertCatalog;
import io.streamgauge.jobs.alerts.AlertDefinition;
import io.streamgauge.jobs.alerts.AlertMachine;
import io.streamgauge.jobs.alerts.OverridesFile;
import io.streamgauge.jobs.series.FactBuffer;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.AlertInput;
import io.streamgauge.jobs.v1.AlertState;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by alert and the values of its labels: results wait until event time has passed their
 * second, then they are taken and looked at, so a job that catches up decides as it would have
 * then. While time alone can change the answer it looks every ten seconds too. State goes when no
 * series is left and nothing fires. The series are entries of a state of their own: a result writes
 * the one it is of.
 */
public final class DecideAlerts extends KeyedProcessFunction<String, AlertInput, Alert> {
  private static final long serialVersionUID = 1L;
  private static final long SOON_MILLIS = 1_000;
  private static final long AGAIN_MILLIS = 10_000;

  /** Results of one alert that wait for event time. */
  private static final int RESULTS = 10_000;

  private final AlertCatalog catalog;
  private final OverridesFile overrides;
  private transient Map<String, AlertDefinition> byName;
  private transient ValueState<AlertState> alert;
  private transient KeyedSeries series;
  private transient FactBuffer<AlertInput> inputs;
  private transient Counter unordered;

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
    series = new KeyedSeries(getRuntimeContext());
    inputs =
        new FactBuffer<>(
            getRuntimeContext(),
            AlertInput.class,
            RESULTS,
            input -> input.getResult().getAsOfSeconds() * 1_000_000_000L,
            AlertInput::getOrdinal);
    unordered = getRuntimeContext().getMetricGroup().counter("resultsTakenUnordered");
  }

  @Override
  public void processElement(AlertInput input, Context context, Collector<Alert> out)
      throws Exception {
    AlertDefinition definition = byName.get(input.getAlert());
    AlertState known = alert.value();
    long seconds = input.getResult().getAsOfSeconds();
    if (known != null && !AlertMachine.fits(known, definition)) {
      end(known, seconds, out);
      known = null;
    }
    AlertState.Builder state =
        known == null ? AlertMachine.begin(definition, input.getValuesList()) : known.toBuilder();
    state.setResults(state.getResults() + 1);
    if (!inputs.add(input.toBuilder().setOrdinal(state.getResults()).build(), 0)) {
      unordered.inc();
      machine(definition, state).take(input.getResult());
    }
    long now = Math.max(seconds * 1_000, context.timerService().currentWatermark());
    context.timerService().registerEventTimeTimer(now - now % SOON_MILLIS + SOON_MILLIS);
    alert.update(state.build());
  }

  private AlertMachine machine(AlertDefinition definition, AlertState.Builder state) {
    return new AlertMachine(definition, catalog.runbook(), state, series);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    AlertState known = alert.value();
    if (known == null) {
      return;
    }
    AlertDefinition definition = byName.get(known.getAlert());
    if (!AlertMachine.fits(known, definition)) {
      end(known, timestamp / 1_000, out);
      return;
    }
    AlertState.Builder state = known.toBuilder();
    AlertMachine machine = machine(definition, state);
    // A result as of a second tells of the whole second.
    inputs.due(timestamp - 1).forEach(input -> machine.take(input.getResult()));
    machine.evaluate(timestamp / 1_000, overrides.at(timestamp)).ifPresent(out::collect);
    if (machine.isIdle() && inputs.isEmpty()) {
      alert.clear();
      series.clear();
      return;
    }
    if (machine.changesWithTime(timestamp / 1_000)) {
      lookAgain(state, timestamp, context);
    }
    alert.update(state.build());
  }

  /** The definition is gone or has other labels now, and its alerts end with it. */
  private void end(AlertState known, long seconds, Collector<Alert> out) {
    AlertMachine.end(known, seconds).ifPresent(out::collect);
    alert.clear();
    series.clear();
    inputs.clear();
  }

  private void lookAgain(AlertState.Builder state, long timestamp, OnTimerContext context)
      throws Exception {
    // At the end of input every timer fires; time has come no further than the last result.
    boolean over = context.timerService().currentWatermark() == Long.MAX_VALUE && inputs.isEmpty();
    if (!over && state.getDueMillis() <= timestamp) {
      state.setDueMillis(timestamp + AGAIN_MILLIS);
      context.timerService().registerEventTimeTimer(state.getDueMillis());
    }
  }
}
