package io.streamgauge.drivers.test;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The scenarios of the test, in {@code scenarios.json}, completed for one release. */
final class Scenarios {
  static final int PARTITIONS = 3;
  static final int RECORDS = 30;
  static final int RECORD_BYTES = 100;

  private static final int TIMEOUT_SECONDS = 60;

  private Scenarios() {}

  /** All of them, in the order to run them; topics, groups and ids are the release's own. */
  static List<ObjectNode> of(Release release) throws IOException {
    try (InputStream stream = Scenarios.class.getResourceAsStream("/scenarios.json")) {
      List<ObjectNode> scenarios = new ObjectMapper().readValue(stream, new TypeReference<>() {});
      scenarios.forEach(scenario -> complete(scenario, release.version() + "."));
      return scenarios;
    }
  }

  private static void complete(ObjectNode scenario, String prefix) {
    String own = prefix + text(scenario, "name");
    scenario
        .put("topic", prefix + text(scenario, "topic"))
        .put("client_id", own)
        .put("group", own)
        .put("transactional_id", own)
        .put("partitions", PARTITIONS)
        .put("records", RECORDS)
        .put("record_bytes", RECORD_BYTES)
        .put("timeout_seconds", TIMEOUT_SECONDS);
  }

  /** The topics that have to be there. */
  static Set<String> topics(List<ObjectNode> scenarios) {
    return scenarios.stream()
        .filter(scenario -> !text(scenario, "action").equals("admin"))
        .map(scenario -> text(scenario, "topic"))
        .collect(Collectors.toSet());
  }

  static String text(ObjectNode scenario, String field) {
    return scenario.get(field).asText();
  }
}
