package io.streamgauge.events;

import java.util.List;

/**
 * One metric of the catalogue.
 *
 * @param name as exposed; base unit and {@code _total} included
 * @param type what its values mean
 * @param unit base unit (seconds, bytes, records, ...) or empty
 * @param help one sentence
 * @param labelNames in the order results carry them; {@code kafka_cluster} first where it has it
 * @param compatibility whether it is one of the names other exporters made common
 * @param withdrawnWhenStale whether it would mislead when results are old, and is then left out
 */
public record MetricDefinition(
    String name,
    MetricType type,
    String unit,
    String help,
    List<String> labelNames,
    boolean compatibility,
    boolean withdrawnWhenStale) {

  public MetricDefinition {
    labelNames = List.copyOf(labelNames);
  }
}
