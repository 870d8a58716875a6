package io.streamgauge.exporters;

import io.streamgauge.exporters.alertmanager.Alertmanagers;
import io.streamgauge.exporters.http.HttpSecurity;
import io.streamgauge.exporters.otlp.OtlpSettings;
import io.streamgauge.exporters.prometheus.Staleness;
import io.streamgauge.exporters.store.ResultStore;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * How an exporter runs.
 *
 * @param listen where HTTP is served; port 0 takes a free one
 * @param bootstrap {@code host:port,…} of the bus
 * @param resultsTopic the compacted results topic
 * @param clientConfig further Kafka client properties (security); never overrides what the exporter
 *     needs
 * @param staleAfter age of the result watermark beyond which gauges are withdrawn
 * @param compatibility whether the {@code kafka_*} names of other exporters are served
 * @param maxSeries series held at most
 * @param alertsTopic the topic that alerts begin and end on
 * @param alertmanagers where alerts are posted; none is usual
 * @param security how HTTP is guarded
 * @param otlp where results are pushed
 */
public record ExporterOptions(
    InetSocketAddress listen,
    String bootstrap,
    String resultsTopic,
    Map<String, Object> clientConfig,
    Duration staleAfter,
    boolean compatibility,
    int maxSeries,
    String alertsTopic,
    Alertmanagers.Settings alertmanagers,
    HttpSecurity security,
    OtlpSettings otlp) {

  /** The topic that jobs write to unless told otherwise. */
  public static final String DEFAULT_RESULTS_TOPIC = "streamgauge.results";

  /** The topic that jobs write alerts to unless told otherwise. */
  public static final String DEFAULT_ALERTS_TOPIC = "streamgauge.alerts";

  /** Defaults for an address and a bus. */
  public static ExporterOptions of(InetSocketAddress listen, String bootstrap) {
    return new ExporterOptions(
        listen,
        bootstrap,
        DEFAULT_RESULTS_TOPIC,
        Map.of(),
        Staleness.DEFAULT_LIMIT,
        true,
        ResultStore.DEFAULT_MAX_SERIES,
        DEFAULT_ALERTS_TOPIC,
        Alertmanagers.Settings.OFF,
        HttpSecurity.NONE,
        OtlpSettings.OFF);
  }

  /** The same with other Alertmanagers. */
  public ExporterOptions withAlertmanagers(Alertmanagers.Settings others) {
    return with(others, otlp);
  }

  /** The same with results pushed elsewhere. */
  public ExporterOptions withOtlp(OtlpSettings other) {
    return with(alertmanagers, other);
  }

  private ExporterOptions with(Alertmanagers.Settings newAlertmanagers, OtlpSettings newOtlp) {
    return new ExporterOptions(
        listen,
        bootstrap,
        resultsTopic,
        clientConfig,
        staleAfter,
        compatibility,
        maxSeries,
        alertsTopic,
        newAlertmanagers,
        security,
        newOtlp);
  }
}
