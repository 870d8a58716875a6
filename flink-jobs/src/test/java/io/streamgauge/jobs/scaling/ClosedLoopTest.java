package io.streamgauge.jobs.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClosedLoopTest {
  private static final Path REFERENCE = Path.of("../docs/scaling.md");

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  private static ClosedLoop.Outcome run(Scenario scenario, Supplier<Policy> policy) {
    int start = Policies.Clairvoyant.most(scenario, 0, 60);
    return ClosedLoop.run(scenario, start, policy.get());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void adviceStaysWithinItsBars(Scenario scenario) {
    ClosedLoop.Outcome ours = run(scenario, Policies.Ours::new);
    ClosedLoop.Outcome keda = run(scenario, Policies.Keda::new);
    ClosedLoop.Outcome clairvoyant = run(scenario, Policies.Clairvoyant::new);

    assertThat(ours.events()).as("scale events").isLessThanOrEqualTo(7);
    assertThat(ours.worstLagSeconds()).as("worst lag").isLessThanOrEqualTo(60);
    assertThat(ours.replicaHours())
        .as("replica-hours")
        .isLessThanOrEqualTo(1.15 * clairvoyant.replicaHours());
    assertThat(ours.events()).as("events of KEDA").isLessThanOrEqualTo(keda.events());
    assertThat(ours.worstLagSeconds())
        .as("worst lag of KEDA")
        .isLessThanOrEqualTo(keda.worstLagSeconds());
    assertThat(ours.replicaHours())
        .as("replica-hours of KEDA")
        .isLessThanOrEqualTo(keda.replicaHours());
  }

  @Test
  void theCheckedInTableIsWhatTheLoopsGive() throws IOException {
    List<ScalingReference.Row> rows = new ArrayList<>();
    for (Scenario scenario : scenarios()) {
      ClosedLoop.Outcome clairvoyant = run(scenario, Policies.Clairvoyant::new);
      double hours = clairvoyant.replicaHours();
      rows.add(row(scenario, "advice", run(scenario, Policies.Ours::new), hours));
      rows.add(row(scenario, "KEDA", run(scenario, Policies.Keda::new), hours));
      rows.add(row(scenario, "DS2", run(scenario, Policies.Ds2::new), hours));
      rows.add(row(scenario, "clairvoyant", clairvoyant, hours));
    }
    rows.forEach(row -> System.out.print(ScalingReference.line(row)));
    String text = ScalingReference.markdown(rows);
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      Files.writeString(REFERENCE, text);
    }

    assertThat(REFERENCE).hasContent(text);
  }

  private static ScalingReference.Row row(
      Scenario scenario, String policy, ClosedLoop.Outcome outcome, double hours) {
    return new ScalingReference.Row(scenario.name(), policy, outcome, hours);
  }
}
