package io.streamgauge.jobs.alerting;

import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.alerts.AlertCatalog;
import io.streamgauge.jobs.alerts.AlertDefinition;
import io.streamgauge.jobs.alerts.Operand;
import io.streamgauge.jobs.v1.AlertInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Hands each result, a tombstone too, to every alert that looks at its metric. */
public final class RouteResults extends RichFlatMapFunction<Result, AlertInput> {
  private static final long serialVersionUID = 1L;

  private final AlertCatalog catalog;
  private transient Map<String, List<AlertDefinition>> byMetric;

  public RouteResults(AlertCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void open(OpenContext context) {
    byMetric = new HashMap<>();
    for (AlertDefinition alert : catalog.decidedByJobs()) {
      Set<String> metrics = new HashSet<>(alert.when().operands().map(Operand::metric).toList());
      metrics.forEach(
          metric -> byMetric.computeIfAbsent(metric, m -> new ArrayList<>()).add(alert));
    }
  }

  @Override
  public void flatMap(Result result, Collector<AlertInput> out) {
    for (AlertDefinition alert : byMetric.getOrDefault(result.getMetric(), List.of())) {
      AlertInput.Builder input = AlertInput.newBuilder().setAlert(alert.name()).setResult(result);
      for (String name : alert.by()) {
        input.addValues(value(result, name));
      }
      out.collect(input.build());
    }
  }

  private static String value(Result result, String name) {
    for (Label label : result.getLabelsList()) {
      if (label.getName().equals(name)) {
        return label.getValue();
      }
    }
    return "";
  }

  /** Of one alert with one combination of its labels. */
  public static String key(AlertInput input) {
    return input.getAlert() + '\u0000' + String.join("\u0000", input.getValuesList());
  }
}
