package io.streamgauge.exporters.view;

import io.streamgauge.exporters.store.StoredSeries;

/** What series are summed by. */
final class Keys {
  record Client(String cluster, String workload, String clientId) {
    static Client of(StoredSeries series) {
      return new Client(
          clusterOf(series),
          SeriesIndex.label(series, "workload"),
          SeriesIndex.label(series, "client_id"));
    }
  }

  record Group(String cluster, String group) {
    static Group of(StoredSeries series) {
      return new Group(clusterOf(series), SeriesIndex.label(series, "consumergroup"));
    }
  }

  record Broker(String cluster, String broker) {
    static Broker of(StoredSeries series) {
      return new Broker(clusterOf(series), SeriesIndex.label(series, "broker"));
    }
  }

  private Keys() {}

  static String clusterOf(StoredSeries series) {
    return SeriesIndex.label(series, "kafka_cluster");
  }
}
