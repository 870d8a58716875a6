package io.streamgauge.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.Alert;
import io.streamgauge.events.v1.Label;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases that promtool tries on the rules, tried on the jobs' evaluators. */
class AlertCasesTest {
  static List<String> alerts() {
    return AlertCatalog.bundled().decidedByJobs().stream().map(AlertDefinition::name).toList();
  }

  private static AlertDefinition alert(String name) {
    return AlertCatalog.bundled().alerts().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void itFiresWhereThePrometheusRuleDoes(String name) {
    AlertDefinition alert = alert(name);

    Map<Map<String, String>, Alert> firing = Replay.of(alert, alert.fires());

    assertThat(firing).containsOnlyKeys(new TreeMap<>(alert.fires().labels()));
    Map<String, String> annotations =
        firing.values().iterator().next().getAnnotationsList().stream()
            .collect(Collectors.toMap(Label::getName, Label::getValue));
    assertThat(annotations).containsKeys("summary", "description", "runbook_url");
    assertThat(annotations.values()).noneMatch(text -> text.matches(".*\\{[a-z_]+\\}.*"));
  }

  static List<String> alertsThatFireToo() {
    return alerts().stream().filter(name -> alert(name).firesToo() != null).toList();
  }

  @ParameterizedTest
  @MethodSource("alertsThatFireToo")
  void itFiresInItsOtherCaseToo(String name) {
    AlertDefinition alert = alert(name);

    assertThat(Replay.of(alert, alert.firesToo()))
        .containsOnlyKeys(new TreeMap<>(alert.firesToo().labels()));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void itIsQuietWhereThePrometheusRuleIs(String name) {
    AlertDefinition alert = alert(name);

    assertThat(Replay.of(alert, alert.quiet())).isEmpty();
  }
}
