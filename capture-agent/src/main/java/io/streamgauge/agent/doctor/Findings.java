package io.streamgauge.agent.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/**
 * What an examination found, to be printed.
 *
 * @param all in the order in which they are printed
 */
public record Findings(List<Finding> all) {
  private static final String ROW = "%-4s  %-13s  %s%n";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the list. */
  public Findings {
    all = List.copyOf(all);
  }

  /** The worst level of all; {@link Level#OK} without findings. */
  public Level worst() {
    return all.stream().map(Finding::level).max(Comparator.naturalOrder()).orElse(Level.OK);
  }

  /** A line for each, below it what mends it. */
  public String table() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : all) {
      text.append(ROW.formatted(finding.level().label(), finding.check(), finding.cause()));
      if (!finding.mend().isEmpty()) {
        text.append(ROW.formatted("", "", "→ " + finding.mend()));
      }
    }
    return text.toString();
  }

  /**
   * One object: {@code level}, the worst of all, and {@code checks}, each with {@code check},
   * {@code level}, {@code cause} and {@code mend} (empty if all is well).
   */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("level", worst().label());
    ArrayNode checks = root.putArray("checks");
    for (Finding finding : all) {
      checks
          .addObject()
          .put("check", finding.check())
          .put("level", finding.level().label())
          .put("cause", finding.cause())
          .put("mend", finding.mend());
    }
    return root.toPrettyString() + System.lineSeparator();
  }
}
