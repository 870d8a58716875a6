package io.streamgauge.jobs;

import io.streamgauge.events.v1.Alert;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.alerting.CheckOverrides;
import io.streamgauge.jobs.alerting.DecideAlerts;
import io.streamgauge.jobs.alerting.RouteResults;
import io.streamgauge.jobs.alerts.AlertCatalog;
import io.streamgauge.jobs.alerts.OverridesFile;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.AlertInput;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The alert job as a pure function of streams:
 *
 * <pre>
 * results → which alerts look at it → alert and labels: condition, for, keep firing → alerts
 * </pre>
 */
public final class AlertPipeline {
  private AlertPipeline() {}

  /**
   * Composes the job.
   *
   * @param results in event time; tombstones are results without a value
   * @return alerts that begin and alerts that end, each told once
   */
  public static DataStream<Alert> build(
      DataStream<Result> results, AlertCatalog catalog, OverridesFile overrides) {
    DataStream<Alert> unmatched =
        results
            .filter(CheckOverrides::names)
            .uid("group-names")
            .name("names of groups and topics")
            .keyBy(result -> "all", Types.STRING)
            .process(new CheckOverrides(overrides), ProtoTypeInfo.forMessage(Alert.class))
            .uid("check-overrides")
            .name("check overrides");
    return results
        .flatMap(new RouteResults(catalog))
        .returns(ProtoTypeInfo.forMessage(AlertInput.class))
        .uid("alert-inputs")
        .name("which alerts look at it")
        .keyBy(RouteResults::key, Types.STRING)
        .process(new DecideAlerts(catalog, overrides), ProtoTypeInfo.forMessage(Alert.class))
        .uid("alerts")
        .name("decide alerts")
        .union(unmatched);
  }
}
