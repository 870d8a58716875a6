package io.streamgauge.quickstart.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checked-in dashboards against Grafana's schema where it matters, and the rules of Grafana's
 * dashboard-linter, whose names the tests' comments give.
 */
class DashboardRulesTest {
  /** Metrics that are not ours, with the reason why a panel may use them. */
  private static final Map<String, String> STOCK =
      Map.of("up", "Prometheus itself says whether an exporter answers");

  private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:]\\w*)\\{([^}]*)\\}");
  private static final Pattern COUNTER =
      Pattern.compile(
          "(\\w+)\\((streamgauge_\\w+_(?:total|bucket|count|sum))\\{[^}]*\\}(\\[[^]]*\\])?");
  private static final Pattern COUNTER_NAME =
      Pattern.compile("streamgauge_\\w+_(?:total|bucket|count|sum)\\{");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

  private static final Set<String> UNITS =
      Set.of("short", "s", "percentunit", "cps", "reqps", "pps", "Bps", "bytes");

  static Stream<Map.Entry<String, JsonNode>> dashboards() throws IOException {
    return DashboardFiles.checkedIn().entrySet().stream();
  }

  @Test
  void theSevenDashboardsAreThereUnderUidsOfTheirOwn() throws IOException {
    assertThat(DashboardFiles.checkedIn())
        .containsOnlyKeys(
            "autoscaling", "brokers", "clients", "fleet", "group", "pipeline", "topics")
        .allSatisfy(
            (name, json) -> assertThat(json.path("uid").asText()).isEqualTo("streamgauge-" + name));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void aDashboardIsOfTheClassicSchemaAndNotForEditing(Map.Entry<String, JsonNode> dashboard) {
    JsonNode json = dashboard.getValue();

    assertThat(json.path("schemaVersion").asInt()).isEqualTo(39);
    assertThat(json.get("id").isNull()).as("id").isTrue();
    assertThat(json.path("editable").asBoolean(true)).as("uneditable-dashboard").isFalse();
    assertThat(json.path("title").asText()).startsWith("Streamgauge / ");
    assertThat(json.path("description").asText()).matches(".*[.?]");
    assertThat(json.path("tags")).extracting(JsonNode::asText).contains("streamgauge");
    assertThat(json.path("links").path(0).path("includeVars").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void itIsToldItsDataSourceJobAndInstance(Map.Entry<String, JsonNode> dashboard) {
    List<JsonNode> variables = list(dashboard.getValue().at("/templating/list"));

    // template-datasource-rule
    assertThat(variables.get(0).path("type").asText()).isEqualTo("datasource");
    assertThat(variables.get(0).path("name").asText()).isEqualTo("datasource");
    assertThat(variables.get(0).path("label").asText()).isEqualTo("Data source");
    assertThat(variables.get(0).path("query").asText()).isEqualTo("prometheus");
    // template-job-rule, template-instance-rule
    assertThat(variables.get(1).path("name").asText()).isEqualTo("job");
    assertThat(variables.get(2).path("name").asText()).isEqualTo("instance");
    for (JsonNode variable : variables.subList(1, variables.size())) {
      String name = variable.path("name").asText();
      assertThat(variable.path("type").asText()).as(name).isEqualTo("query");
      assertThat(variable.path("label").asText()).as(name).isNotBlank();
      assertThat(variable.path("multi").asBoolean()).as(name).isTrue();
      assertThat(variable.path("allValue").asText()).as(name).isIn(".+", ".*");
      assertThat(variable.at("/datasource/uid").asText()).as(name).isEqualTo("${datasource}");
      // template-on-time-change-reload-rule
      assertThat(variable.path("refresh").asInt()).as(name).isEqualTo(2);
    }
    assertThat(variables.get(1).path("allValue").asText()).isEqualTo(".+");
    assertThat(variables.get(2).path("allValue").asText()).isEqualTo(".+");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItShowsInWhichUnitAndNamesNoDataSource(
      Map.Entry<String, JsonNode> dashboard) {
    for (JsonNode panel : panels(dashboard.getValue())) {
      String title = panel.path("title").asText();
      // panel-title-description-rule
      assertThat(title).isNotBlank();
      assertThat(panel.path("description").asText()).as(title).endsWith(".");
      // panel-units-rule
      assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isIn(UNITS);
      // panel-datasource-rule, panel-no-targets-rule
      assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
      assertThat(list(panel.path("targets")))
          .as(title)
          .isNotEmpty()
          .allSatisfy(
              target ->
                  assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}"));
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsHaveIdsOfTheirOwnAndDoNotCoverEachOther(Map.Entry<String, JsonNode> dashboard) {
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonNode panel : dashboard.getValue().path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      JsonNode at = panel.path("gridPos");
      for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
        for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
          assertThat(x).isBetween(0, 23);
          assertThat(cells.add(List.of(x, y))).as(panel.path("title").asText()).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyRowAsksAQuestion(Map.Entry<String, JsonNode> dashboard) {
    List<JsonNode> all = list(dashboard.getValue().path("panels"));

    assertThat(all.get(0).path("type").asText()).isEqualTo("row");
    assertThat(all)
        .filteredOn(panel -> panel.path("type").asText().equals("row"))
        .allSatisfy(row -> assertThat(row.path("title").asText()).endsWith("?"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyMetricIsInTheCatalogueAndEverySelectorChoosesJobAndInstance(
      Map.Entry<String, JsonNode> dashboard) {
    for (String expression : expressions(dashboard.getValue())) {
      List<String> names = new ArrayList<>();
      Matcher selector = SELECTOR.matcher(expression);
      while (selector.find()) {
        names.add(selector.group(1));
        assertThat(known(selector.group(1))).as(selector.group(1)).isTrue();
        // target-job-rule, target-instance-rule
        assertThat(selector.group(2))
            .as(expression)
            .contains("job=~\"$job\"", "instance=~\"$instance\"");
      }
      assertThat(names).as(expression).isNotEmpty();
      // A name without a selector would escape the rule above.
      String rest = SELECTOR.matcher(expression).replaceAll("");
      assertThat(rest).as(expression).doesNotContain("streamgauge_", "kafka_topic", "kafka_broker");
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyCounterIsShownAsARateOverGrafanasOwnInterval(Map.Entry<String, JsonNode> dashboard) {
    for (String expression : expressions(dashboard.getValue())) {
      // target-counter-agg-rule, target-rate-interval-rule
      Matcher counter = COUNTER.matcher(expression);
      int rates = 0;
      while (counter.find()) {
        rates++;
        assertThat(counter.group(1)).as(expression).isEqualTo("rate");
        assertThat(counter.group(3)).as(expression).isEqualTo("[$__rate_interval]");
      }
      assertThat(COUNTER_NAME.matcher(expression).results().count())
          .as(expression)
          .isEqualTo(rates);
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void linksLeadToDashboardsThatAreThereWithVariablesThatTheyHave(
      Map.Entry<String, JsonNode> dashboard) throws IOException {
    Set<String> own = variables(dashboard.getValue());
    for (String url : dashboard.getValue().findValuesAsText("url")) {
      String uid = url.substring("/d/".length(), url.indexOf('?'));
      Optional<JsonNode> target =
          DashboardFiles.checkedIn().values().stream()
              .filter(json -> json.path("uid").asText().equals(uid))
              .findFirst();
      assertThat(target).as(url).isPresent();
      Matcher carried = Pattern.compile("\\$\\{(\\w+):queryparam\\}").matcher(url);
      while (carried.find()) {
        assertThat(own).as(url).contains(carried.group(1));
        assertThat(variables(target.get())).as(url).contains(carried.group(1));
      }
      Matcher chosen = Pattern.compile("var-(\\w+)=").matcher(url);
      assertThat(chosen.find()).as(url).isTrue();
      assertThat(variables(target.get())).as(url).contains(chosen.group(1));
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void expressionsUseOnlyVariablesThatTheDashboardHas(Map.Entry<String, JsonNode> dashboard) {
    Set<String> known = variables(dashboard.getValue());
    for (String expression : expressions(dashboard.getValue())) {
      Matcher variable = VARIABLE.matcher(expression);
      while (variable.find()) {
        if (!variable.group(1).startsWith("__")) {
          assertThat(known).as(expression).contains(variable.group(1));
        }
      }
    }
  }

  @Test
  void theFleetLeadsToGroupsAndThoseToClients() throws IOException {
    Map<String, JsonNode> dashboards = DashboardFiles.checkedIn();

    assertThat(dashboards.get("fleet").findValuesAsText("url"))
        .anyMatch(url -> url.startsWith("/d/streamgauge-group?"))
        .anyMatch(url -> url.startsWith("/d/streamgauge-clients?"));
    assertThat(dashboards.get("group").findValuesAsText("url"))
        .anyMatch(url -> url.startsWith("/d/streamgauge-clients?"));
  }

  private static boolean known(String series) {
    return STOCK.containsKey(series) || Expressions.metric(series).isPresent();
  }

  private static Set<String> variables(JsonNode dashboard) {
    Set<String> names = new HashSet<>();
    dashboard.at("/templating/list").forEach(variable -> names.add(variable.path("name").asText()));
    return names;
  }

  private static List<JsonNode> panels(JsonNode dashboard) {
    return list(dashboard.path("panels")).stream()
        .filter(panel -> !panel.path("type").asText().equals("row"))
        .toList();
  }

  static List<String> expressions(JsonNode dashboard) {
    return panels(dashboard).stream()
        .flatMap(panel -> list(panel.path("targets")).stream())
        .map(target -> target.path("expr").asText())
        .toList();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
