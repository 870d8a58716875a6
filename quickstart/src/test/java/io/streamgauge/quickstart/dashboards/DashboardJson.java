package io.streamgauge.quickstart.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A dashboard in Grafana's classic schema, for file provisioning. */
final class DashboardJson {
  /** Metric whose series tell the values of a variable: one that is there whenever they are. */
  private static final Map<String, String> TOLD_BY =
      Map.of(
          "kafka_cluster", "streamgauge_requests_total",
          "consumergroup", "streamgauge_consumergroup_coverage_ratio",
          "topic", "streamgauge_topic_coverage_ratio",
          "workload", "streamgauge_requests_total",
          "client_id", "streamgauge_requests_total",
          "broker", "streamgauge_broker_coverage_ratio",
          "api", "streamgauge_requests_total",
          "node", "streamgauge_frames_total");

  /** What column heads, variables and links call a label. */
  static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("kafka_cluster", "Kafka cluster"),
          Map.entry("consumergroup", "Group"),
          Map.entry("topic", "Topic"),
          Map.entry("partition", "Partition"),
          Map.entry("workload", "Workload"),
          Map.entry("client_id", "Client"),
          Map.entry("broker", "Broker"),
          Map.entry("api", "Api"),
          Map.entry("version", "Version"),
          Map.entry("error", "Error"),
          Map.entry("node", "Node"),
          Map.entry("reason", "Reason"),
          Map.entry("kind", "Kind"),
          Map.entry("component", "Component"),
          Map.entry("target", "Kafka release"),
          Map.entry("software_name", "Library"),
          Map.entry("software_version", "Library version"),
          Map.entry("id", "Id"),
          Map.entry("address", "Address"));

  private final DashboardSource source;
  private final PanelJson panels;

  DashboardJson(DashboardSource source, Map<String, DashboardSource> all) {
    this.source = source;
    this.panels = new PanelJson(source, all);
  }

  ObjectNode toJson() {
    ObjectNode root = object();
    root.putNull("id");
    root.put("uid", source.uid());
    root.put("title", "Streamgauge / " + source.title());
    root.put("description", source.description());
    root.putArray("tags").add("streamgauge").add("kafka");
    root.put("schemaVersion", 39);
    root.put("version", 1);
    root.put("editable", false);
    root.put("graphTooltip", 1);
    root.put("timezone", "browser");
    root.put("refresh", "30s");
    root.putObject("time").put("from", "now-1h").put("to", "now");
    root.putArray("links")
        .addObject()
        .put("type", "dashboards")
        .put("title", "Streamgauge")
        .put("asDropdown", false)
        .put("includeVars", true)
        .put("keepTime", true)
        .put("targetBlank", false)
        .putArray("tags")
        .add("streamgauge");
    root.putObject("annotations").putArray("list");
    root.putObject("templating").set("list", variables());
    root.set("panels", panels());
    return root;
  }

  private ArrayNode variables() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    list.addObject()
        .put("type", "datasource")
        .put("name", "datasource")
        .put("label", "Data source")
        .put("query", "prometheus")
        .put("hide", 0)
        .put("refresh", 1);
    String every = "streamgauge_watermark_timestamp_seconds";
    list.add(variable("job", "Job", every, ".+"));
    list.add(variable("instance", "Instance", every + "{job=~\"$job\"}", ".+"));
    for (String name : source.variables()) {
      StringBuilder chosen = new StringBuilder("{job=~\"$job\", instance=~\"$instance\"");
      if (!name.equals("kafka_cluster") && source.variables().contains("kafka_cluster")) {
        chosen.append(", kafka_cluster=~\"$kafka_cluster\"");
      }
      list.add(variable(name, LABELS.get(name), TOLD_BY.get(name) + chosen + "}", ".*"));
    }
    return list;
  }

  private static ObjectNode variable(String name, String label, String series, String all) {
    ObjectNode variable = object();
    variable.put("type", "query").put("name", name).put("label", label);
    variable.set("datasource", PanelJson.datasource());
    String query = "label_values(" + series + ", " + name + ")";
    variable.put("definition", query);
    variable.putObject("query").put("query", query).put("refId", "Variable-" + name);
    variable.put("refresh", 2).put("sort", 1).put("hide", 0);
    variable.put("multi", true).put("includeAll", true).put("allValue", all);
    ObjectNode current = variable.putObject("current").put("selected", true);
    current.putArray("text").add("All");
    current.putArray("value").add("$__all");
    return variable;
  }

  private ArrayNode panels() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    int y = 0;
    for (DashboardSource.Row row : source.rows()) {
      ObjectNode head = list.addObject();
      head.put("id", list.size()).put("type", "row").put("title", row.question());
      head.put("collapsed", false).putArray("panels");
      head.set("gridPos", grid(0, y, 24, 1));
      y++;
      int x = 0;
      int height = 0;
      for (DashboardSource.Panel panel : row.panels()) {
        if (x + panel.width() > 24) {
          y += height;
          x = 0;
          height = 0;
        }
        ObjectNode json = panels.toJson(panel, list.size() + 1);
        json.set("gridPos", grid(x, y, panel.width(), panel.gridHeight()));
        list.add(json);
        x += panel.width();
        height = Math.max(height, panel.gridHeight());
      }
      y += height;
    }
    return list;
  }

  private static ObjectNode grid(int x, int y, int width, int height) {
    return object().put("x", x).put("y", y).put("w", width).put("h", height);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
