package io.streamgauge.exporters.compare;

import java.util.Map;

/**
 * One line of a metrics page.
 *
 * @param name of the metric, with the suffix of its line
 * @param labels by name
 * @param value may be infinite or not a number
 */
public record Sample(String name, Map<String, String> labels, double value) {
  public Sample {
    labels = Map.copyOf(labels);
  }
}
