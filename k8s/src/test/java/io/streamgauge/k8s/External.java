package io.streamgauge.k8s;

import java.util.Map;

/** What manifests refer to and others bring, with who does. */
final class External {
  static final Map<String, String> NAMESPACES =
      Map.of(
          "kafka", "the observed cluster's, and the bus's, by default",
          "billing", "the consumers' in the examples of autoscaling");

  static final Map<String, String> SECRETS =
      Map.of("streamgauge-bus", "settings of Kafka's clients: made by whoever runs the bus");

  static final Map<String, String> SERVICE_ACCOUNTS =
      Map.of("flink", "the Flink Kubernetes Operator's chart makes it");

  private External() {}
}
