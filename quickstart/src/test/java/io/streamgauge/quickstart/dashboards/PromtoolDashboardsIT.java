package io.streamgauge.quickstart.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.streamgauge.quickstart.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dashboards and the example of a configuration under Prometheus' own checks. */
class PromtoolDashboardsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @BeforeEach
  void needPromtool() {
    Tool.require("promtool", "prometheus");
  }

  @Test
  void everyExpressionParses() throws Exception {
    Path rules = folder.resolve("expressions.yaml");
    // JSON is YAML, and quotes itself.
    ArrayNode groups = JSON.createArrayNode();
    for (var dashboard : DashboardFiles.checkedIn().entrySet()) {
      ArrayNode all = groups.addObject().put("name", dashboard.getKey()).putArray("rules");
      for (String expression : DashboardRulesTest.expressions(dashboard.getValue())) {
        all.addObject()
            .put("record", dashboard.getKey() + ":" + all.size())
            .put("expr", Chosen.all(expression, "1m"));
      }
    }
    JsonNode file = JSON.createObjectNode().set("groups", groups);
    Files.writeString(rules, JSON.writeValueAsString(file));

    promtool("check", "rules", rules.toString());
  }

  @Test
  void theExampleOfAConfigurationLoadsTheRules() throws Exception {
    String said = promtool("check", "config", example().toString());

    assertThat(said).contains("rules/groups.yaml", "rules/recordings.yaml");
  }

  static Path example() {
    return DashboardFiles.ROOT.resolve("prometheus/prometheus.yml");
  }

  private static String promtool(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("promtool");
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
