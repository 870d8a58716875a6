package io.streamgauge.exporters.compare;

import io.streamgauge.exporters.compare.Counterpart.Exporter;

/** docs/migrate.md: what stands for each metric of other exporters. */
final class MigrationGuide {
  private static final String HEAD =
      """
      # Coming from another exporter

      Generated from `Counterparts`; do not edit. Rewrite with
      `./mvnw -pl exporters -am test -Dtest=MigrationGuideTest -Dsurefire.failIfNoSpecifiedTests=false \
      -Dstreamgauge.rewrite=true`.

      1. Run both. Streamgauge asks the cluster nothing, so it does not add to what the other one costs.
      2. Hold them beside each other, in a quiet moment or with a tolerance:

         ```
         ./streamgauge compare --with http://kafka-exporter:9308/metrics --tolerance 0.01
         ```

         It prints every series that both have a word for: equal, differs by, missing here, missing there; and ends with 1
         if any is not equal. Behind HTTPS and a password: `--with-ca` and `--with-auth` name the files, `--ours-ca` and
         `--ours-auth` those for this exporter.
      3. Groups that were silent since before the agents started are missing here: `./streamgauge seed` asks the cluster
         for them once. Topics and groups that nobody uses stay missing; so does `__consumer_offsets`, unless brokers
         replicate it over a listener that is captured.
      4. Point dashboards and alerts at this job. Those of kafka_exporter need no other change (every series has one more
         label, `kafka_cluster`); for the others, rename as below.
      5. Stop the other one.

      What is different by design: nothing is polled, so figures are as of the last second and have no gaps between polls;
      a series is absent while its value is unknown, where others give −1 or the last value they had; figures say how far
      they can be trusted (`streamgauge_consumergroup_coverage_ratio`). All metrics: [metrics.md](metrics.md).
      """;

  private MigrationGuide() {}

  static String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Exporter exporter : Exporter.values()) {
      text.append("\n## ").append(exporter.title()).append("\n\n");
      text.append(intro(exporter));
      text.append("\n| there | here | | |\n|---|---|---|---|\n");
      Counterparts.all().stream()
          .filter(each -> each.of() == exporter)
          .forEach(each -> text.append(row(each)));
    }
    return text.toString();
  }

  private static String intro(Exporter exporter) {
    return switch (exporter) {
      case KAFKA_EXPORTER ->
          """
          The same names and labels, so its dashboard (Grafana id 7589), KEDA queries and alert collections go on as they
          are. `--no-compat` turns these names off.
          """;
      case BURROW ->
          """
          Labels: `cluster` is `kafka_cluster`, `consumer_group` is `consumergroup`. What its HTTP API says is on
          `/api/v1` and the page; what its notifiers send, Prometheus and Alertmanager do
          ([runbook](runbook.md)). How lag status differs: [status.md](status.md).
          """;
      case KMINION ->
          """
          Labels: `group_id` is `consumergroup`, `topic_name` is `topic`, `partition_id` is `partition`.
          """;
    };
  }

  private static String row(Counterpart each) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            each.theirs(),
            each.ours().isEmpty() ? "–" : "`" + each.ours() + "`",
            switch (each.verdict()) {
              case SAME -> "same";
              case BETTER -> "better";
              case NOT_AVAILABLE -> "not available";
            },
            each.note());
  }
}
