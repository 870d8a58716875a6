package io.streamgauge.jobs.alerting;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.v1.Alert;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.alerts.OverridesFile;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in one line each which patterns of the overrides match no group and no topic that was seen
 * in the first minute of event time; what is misspelt matches nothing. Emits nothing.
 */
public final class CheckOverrides extends KeyedProcessFunction<String, Result, Alert> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(CheckOverrides.class);
  private static final long AFTER_MILLIS = 60_000;

  /** The lines, for whoever wants them besides the log. */
  public static final OutputTag<String> UNMATCHED =
      new OutputTag<>("unmatched-overrides", Types.STRING);

  /** More names than that are enough to look no further. */
  private static final int NAMES = 10_000;

  private final OverridesFile overrides;
  private transient MapState<String, Boolean> groups;
  private transient MapState<String, Boolean> topics;
  private transient ValueState<Long> due;
  private transient Set<String> seen;

  public CheckOverrides(OverridesFile overrides) {
    this.overrides = overrides;
  }

  /** Results that name groups and topics. */
  public static boolean names(Result result) {
    return result.getMetric().equals(MetricCatalog.KAFKA_CONSUMERGROUP_CURRENT_OFFSET_SUM.name());
  }

  @Override
  public void open(OpenContext context) {
    groups =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("groups", Types.STRING, Types.BOOLEAN));
    topics =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("topics", Types.STRING, Types.BOOLEAN));
    due = getRuntimeContext().getState(new ValueStateDescriptor<>("due", Types.LONG));
    seen = new HashSet<>();
  }

  @Override
  public void processElement(Result result, Context context, Collector<Alert> out)
      throws Exception {
    if (due.value() != null && context.timerService().currentWatermark() >= due.value()) {
      return;
    }
    if (due.value() == null) {
      long at = result.getAsOfSeconds() * 1_000 + AFTER_MILLIS;
      due.update(at);
      context.timerService().registerEventTimeTimer(at);
    }
    for (Label label : result.getLabelsList()) {
      boolean known =
          seen.size() >= NAMES || !seen.add(label.getName() + '\u0000' + label.getValue());
      if (known) {
        continue;
      }
      if (label.getName().equals("consumergroup")) {
        groups.put(label.getValue(), true);
      } else if (label.getName().equals("topic")) {
        topics.put(label.getValue(), true);
      }
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    Set<String> knownGroups = new HashSet<>();
    groups.keys().forEach(knownGroups::add);
    Set<String> knownTopics = new HashSet<>();
    topics.keys().forEach(knownTopics::add);
    for (String line : overrides.at(timestamp).unmatched(knownGroups, knownTopics)) {
      LOG.warn("{}", line);
      context.output(UNMATCHED, line);
    }
    groups.clear();
    topics.clear();
  }
}
