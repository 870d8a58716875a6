package io.streamgauge.quickstart.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streamgauge.quickstart.dashboards.DashboardSource.Kind;
import io.streamgauge.quickstart.dashboards.DashboardSource.Panel;
import io.streamgauge.quickstart.dashboards.DashboardSource.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The panels of one dashboard. */
final class PanelJson {
  private final DashboardSource dashboard;
  private final Map<String, DashboardSource> all;

  PanelJson(DashboardSource dashboard, Map<String, DashboardSource> all) {
    this.dashboard = dashboard;
    this.all = all;
  }

  /** The panel without its place. */
  ObjectNode toJson(Panel panel, int id) {
    ObjectNode json = DashboardJson.object();
    json.put("id", id).put("type", panel.kind().name().toLowerCase(Locale.ROOT));
    json.put("title", panel.title()).put("description", panel.description());
    json.set("datasource", datasource());
    targets(panel, json.putArray("targets"));
    ObjectNode fields = json.putObject("fieldConfig");
    defaults(panel, fields.putObject("defaults"));
    overrides(panel, fields.putArray("overrides"));
    ObjectNode options = json.putObject("options");
    switch (panel.kind()) {
      case STAT -> stat(panel, options);
      case TIMESERIES -> timeseries(options);
      case BARGAUGE -> bargauge(options);
      case HEATMAP -> heatmap(panel, options);
      case TABLE -> {
        options.put("showHeader", true).put("cellHeight", "sm");
        String first = panel.queries().get(0).column();
        options.putArray("sortBy").addObject().put("displayName", first).put("desc", true);
        transformations(panel, json.putArray("transformations"));
      }
    }
    return json;
  }

  static ObjectNode datasource() {
    return DashboardJson.object().put("type", "prometheus").put("uid", "${datasource}");
  }

  private void targets(Panel panel, ArrayNode targets) {
    for (Query query : panel.queries()) {
      ObjectNode target = targets.addObject();
      target.put("refId", refId(targets.size() - 1));
      target.set("datasource", datasource());
      target.put("expr", Expressions.expand(query.expr(), dashboard.variables()));
      target.put("instant", panel.kind().instant()).put("range", !panel.kind().instant());
      target.put("editorMode", "code");
      switch (panel.kind()) {
        case TABLE -> target.put("format", "table");
        case HEATMAP -> target.put("format", "heatmap");
        default -> target.put("format", "time_series");
      }
      if (query.legend() != null) {
        target.put("legendFormat", query.legend());
      }
    }
  }

  private static String refId(int index) {
    return String.valueOf((char) ('A' + index));
  }

  private void defaults(Panel panel, ObjectNode defaults) {
    defaults.put("unit", panel.unit()).put("noValue", "–");
    if (panel.kind() != Kind.HEATMAP) {
      defaults.putObject("color").put("mode", coloured(panel) ? "thresholds" : "palette-classic");
    }
    ObjectNode thresholds = defaults.putObject("thresholds").put("mode", "absolute");
    steps(panel, thresholds.putArray("steps"));
    if (panel.kind() == Kind.TIMESERIES) {
      ObjectNode custom = defaults.putObject("custom");
      custom.put("lineWidth", 1).put("fillOpacity", panel.stacked() ? 30 : 5);
      custom.put("showPoints", "never").put("spanNulls", false);
      custom.putObject("stacking").put("mode", panel.stacked() ? "normal" : "none");
      boolean lines = panel.warnFrom() != null || panel.badFrom() != null;
      custom.putObject("thresholdsStyle").put("mode", lines ? "dashed" : "off");
      defaults.put("min", 0);
    }
    if (panel.leadsTo() != null && panel.kind() != Kind.TABLE) {
      link(panel, defaults.putArray("links"), "__field.labels.");
    }
  }

  /** Whether the whole panel takes the colour of its value. */
  private static boolean coloured(Panel panel) {
    return panel.kind() == Kind.STAT;
  }

  private static void steps(Panel panel, ArrayNode steps) {
    boolean below = panel.badBelow() != null || panel.warnBelow() != null;
    steps.addObject().put("color", below ? "red" : "green").putNull("value");
    if (below) {
      if (panel.badBelow() == null) {
        ((ObjectNode) steps.get(0)).put("color", "yellow");
      } else if (panel.warnBelow() != null) {
        steps.addObject().put("color", "yellow").put("value", panel.badBelow());
      }
      double good = panel.warnBelow() != null ? panel.warnBelow() : panel.badBelow();
      steps.addObject().put("color", "green").put("value", good);
      return;
    }
    if (panel.warnFrom() != null) {
      steps.addObject().put("color", "yellow").put("value", panel.warnFrom());
    }
    if (panel.badFrom() != null) {
      steps.addObject().put("color", "red").put("value", panel.badFrom());
    }
  }

  private void overrides(Panel panel, ArrayNode overrides) {
    for (Query query : panel.queries()) {
      if (query.unit() != null) {
        override(overrides, query.column())
            .addObject()
            .put("id", "unit")
            .put("value", query.unit());
      }
    }
    if (panel.kind() == Kind.TABLE && panel.leadsTo() != null) {
      ObjectNode property =
          override(overrides, DashboardJson.LABELS.get(subject(panel)))
              .addObject()
              .put("id", "links");
      link(panel, property.putArray("value"), "__data.fields.");
    }
  }

  private static ArrayNode override(ArrayNode overrides, String column) {
    ObjectNode override = overrides.addObject();
    override.putObject("matcher").put("id", "byName").put("options", column);
    return override.putArray("properties");
  }

  /** The label that says what the dashboard a panel leads to is to show. */
  private static String subject(Panel panel) {
    return switch (panel.leadsTo()) {
      case "group", "autoscaling" -> "consumergroup";
      case "clients" -> "client_id";
      case "topics" -> "topic";
      case "brokers" -> "broker";
      default -> throw new IllegalArgumentException("leads nowhere: " + panel.leadsTo());
    };
  }

  /** A link that carries on what is chosen, and chooses the subject. */
  private void link(Panel panel, ArrayNode links, String field) {
    DashboardSource target = all.get(panel.leadsTo());
    String subject = subject(panel);
    List<String> parameters = new ArrayList<>();
    for (String variable : List.of("datasource", "job", "instance")) {
      parameters.add("${" + variable + ":queryparam}");
    }
    for (String variable : dashboard.variables()) {
      if (!variable.equals(subject) && target.variables().contains(variable)) {
        parameters.add("${" + variable + ":queryparam}");
      }
    }
    parameters.add("var-" + subject + "=${" + field + subject + ":percentencode}");
    parameters.add("${__url_time_range}");
    links
        .addObject()
        .put("title", target.title())
        .put("url", "/d/" + target.uid() + "?" + String.join("&", parameters))
        .put("targetBlank", false);
  }

  private static void stat(Panel panel, ObjectNode options) {
    boolean judged =
        panel.warnFrom() != null
            || panel.badFrom() != null
            || panel.warnBelow() != null
            || panel.badBelow() != null;
    options.put("colorMode", judged ? "background" : "none").put("graphMode", "none");
    options.put("justifyMode", "auto").put("orientation", "auto");
    options.put(
        "textMode", panel.queries().get(0).legend().contains("{{") ? "value_and_name" : "value");
    reduce(options);
  }

  private static void timeseries(ObjectNode options) {
    ObjectNode legend = options.putObject("legend");
    legend.put("showLegend", true).put("displayMode", "table").put("placement", "bottom");
    legend.putArray("calcs").add("lastNotNull").add("max");
    legend.put("sortBy", "Last *").put("sortDesc", true);
    options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
  }

  private static void bargauge(ObjectNode options) {
    options.put("displayMode", "basic").put("orientation", "horizontal");
    options.put("valueMode", "text").put("showUnfilled", false);
    reduce(options);
  }

  private static void heatmap(Panel panel, ObjectNode options) {
    options.put("calculate", false);
    options.putObject("color").put("mode", "scheme").put("scheme", "Oranges").put("steps", 32);
    options.putObject("yAxis").put("unit", panel.unit());
    options.putObject("cellValues").put("unit", "reqps");
    options.putObject("tooltip").put("mode", "single");
    options.putObject("legend").put("show", true);
  }

  private static void reduce(ObjectNode options) {
    ObjectNode reduce = options.putObject("reduceOptions").put("values", false);
    reduce.put("fields", "").putArray("calcs").add("lastNotNull");
  }

  /** Joins the queries of a table by their labels and names the columns. */
  private static void transformations(Panel panel, ArrayNode transformations) {
    boolean several = panel.queries().size() > 1;
    if (several) {
      transformations.addObject().put("id", "merge").putObject("options");
    }
    ObjectNode organize = transformations.addObject().put("id", "organize").putObject("options");
    organize.putObject("excludeByName").put("Time", true);
    ObjectNode names = organize.putObject("renameByName");
    new TreeMap<>(DashboardJson.LABELS).forEach(names::put);
    for (int i = 0; i < panel.queries().size(); i++) {
      names.put(several ? "Value #" + refId(i) : "Value", panel.queries().get(i).column());
    }
  }
}
