package io.streamgauge.exporters.top;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What one can ask the exporter's API. */
sealed interface Question {
  /** Path and query below the exporter's address. */
  String path();

  /** Everything on one page. */
  record Overview() implements Question {
    @Override
    public String path() {
      return "/api/v1/overview";
    }
  }

  /** One consumer group. */
  record Group(String cluster, String group) implements Question {
    @Override
    public String path() {
      return "/api/v1/group?cluster=" + encoded(cluster) + "&group=" + encoded(group);
    }
  }

  /** One client. */
  record Client(String cluster, String workload, String clientId) implements Question {
    @Override
    public String path() {
      return "/api/v1/client?cluster="
          + encoded(cluster)
          + "&workload="
          + encoded(workload)
          + "&client_id="
          + encoded(clientId);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
