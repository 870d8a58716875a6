package io.streamgauge.events;

import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import java.util.List;

/**
 * The canonical text of a series, {@code name{a="b",c="d"}}: labels in the catalogue's order,
 * values escaped as Prometheus does (backslash, quote, line feed). It is the Kafka key of results.
 */
public final class SeriesKey {
  private SeriesKey() {}

  /**
   * The key of a series.
   *
   * @param values one per label name of the definition, none null
   */
  public static String of(MetricDefinition definition, List<String> values) {
    List<String> names = definition.labelNames();
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(
          definition.name() + " has labels " + names + ", got " + values.size() + " values");
    }
    StringBuilder key = new StringBuilder(definition.name()).append('{');
    for (int i = 0; i < values.size(); i++) {
      append(key, i, names.get(i), values.get(i));
    }
    return key.append('}').toString();
  }

  /** The key of a result. */
  public static String of(Result result) {
    StringBuilder key = new StringBuilder(result.getMetric()).append('{');
    for (int i = 0; i < result.getLabelsCount(); i++) {
      Label label = result.getLabels(i);
      append(key, i, label.getName(), label.getValue());
    }
    return key.append('}').toString();
  }

  private static void append(StringBuilder key, int index, String name, String value) {
    if (index > 0) {
      key.append(',');
    }
    key.append(name).append("=\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> key.append("\\\\");
        case '"' -> key.append("\\\"");
        case '\n' -> key.append("\\n");
        default -> key.append(c);
      }
    }
    key.append('"');
  }
}
