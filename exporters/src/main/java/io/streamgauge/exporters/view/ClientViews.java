package io.streamgauge.exporters.view;

import io.streamgauge.exporters.store.StoredSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the views of clients from one snapshot. */
final class ClientViews {
  private final Map<Keys.Client, Double> requestRates;
  private final Map<Keys.Client, Double> producedRates;
  private final Map<Keys.Client, Double> consumedRates;
  private final Map<Keys.Client, Double> requests;
  private final Map<Keys.Client, Double> producedBytes;
  private final Map<Keys.Client, Double> consumedBytes;
  private final Map<Keys.Client, Double> producedRecords;
  private final Map<Keys.Client, Double> consumedRecords;
  private final Map<Keys.Client, Double> failed = new HashMap<>();
  private final Map<Keys.Client, String> software = new HashMap<>();

  private ClientViews(SeriesIndex index) {
    requestRates = index.ratesBy("streamgauge_requests_total", Keys.Client::of);
    producedRates = index.ratesBy("streamgauge_produced_bytes_total", Keys.Client::of);
    consumedRates = index.ratesBy("streamgauge_consumed_bytes_total", Keys.Client::of);
    requests = index.valuesBy("streamgauge_requests_total", Keys.Client::of);
    producedBytes = index.valuesBy("streamgauge_produced_bytes_total", Keys.Client::of);
    consumedBytes = index.valuesBy("streamgauge_consumed_bytes_total", Keys.Client::of);
    producedRecords = index.valuesBy("streamgauge_produced_records_total", Keys.Client::of);
    consumedRecords = index.valuesBy("streamgauge_consumed_records_total", Keys.Client::of);
    for (StoredSeries series : index.of("streamgauge_responses_total")) {
      if (!SeriesIndex.label(series, "error").equals("NONE")) {
        failed.merge(Keys.Client.of(series), SeriesIndex.value(series), Double::sum);
      }
    }
    for (StoredSeries series : index.of("streamgauge_client_info")) {
      software.merge(
          Keys.Client.of(series), software(series), (a, b) -> a.equals(b) ? a : a + ", " + b);
    }
  }

  /** All clients, busiest first. */
  static List<ClientView> of(SeriesIndex index) {
    ClientViews views = new ClientViews(index);
    Set<Keys.Client> all = new HashSet<>(views.requests.keySet());
    all.addAll(views.software.keySet());
    List<ClientView> clients = new ArrayList<>(all.size());
    all.forEach(key -> clients.add(views.view(key)));
    clients.sort(
        Comparator.comparingDouble(
                (ClientView v) -> -(v.producedBytesPerSecond() + v.consumedBytesPerSecond()))
            .thenComparing(v -> -(v.producedRecords() + v.consumedRecords()))
            .thenComparing(ClientView::clientId)
            .thenComparing(ClientView::workload));
    return List.copyOf(clients);
  }

  private ClientView view(Keys.Client key) {
    return new ClientView(
        key.cluster(),
        key.workload(),
        key.clientId(),
        software.getOrDefault(key, ""),
        requestRates.getOrDefault(key, 0.0),
        producedRates.getOrDefault(key, 0.0),
        consumedRates.getOrDefault(key, 0.0),
        whole(requests, key),
        whole(producedBytes, key),
        whole(consumedBytes, key),
        whole(producedRecords, key),
        whole(consumedRecords, key),
        whole(failed, key));
  }

  private static long whole(Map<Keys.Client, Double> sums, Keys.Client key) {
    return Math.round(sums.getOrDefault(key, 0.0));
  }

  private static String software(StoredSeries series) {
    return (SeriesIndex.label(series, "software_name")
            + " "
            + SeriesIndex.label(series, "software_version"))
        .strip();
  }
}
