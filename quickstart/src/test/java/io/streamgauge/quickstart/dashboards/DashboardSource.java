package io.streamgauge.quickstart.dashboards;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One dashboard as {@code dashboards/sources/*.yaml} has it; {@code dashboards/README.md} explains
 * the keys.
 *
 * @param uid fixed, for links from elsewhere
 * @param variables labels that can be chosen, besides data source, job and instance
 */
record DashboardSource(
    String uid, String title, String description, List<String> variables, List<Row> rows) {

  private static final ObjectMapper MAPPER =
      YAMLMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  /** Panels that answer one question. */
  record Row(String question, List<Panel> panels) {}

  /**
   * One panel.
   *
   * @param unit Grafana's id of it; of columns that have none of their own
   * @param width in columns of 24
   * @param height in rows of the grid, 0 for the usual of its kind
   * @param stacked whether the series of a time series add up
   * @param warnFrom value from which it is yellow, null for never; {@code badFrom} red
   * @param warnBelow value below which it is yellow, null for never; {@code badBelow} red
   * @param leadsTo source whose dashboard a click leads to, null for none
   */
  record Panel(
      String title,
      String description,
      Kind kind,
      String unit,
      int width,
      int height,
      boolean stacked,
      Double warnFrom,
      Double badFrom,
      Double warnBelow,
      Double badBelow,
      String leadsTo,
      List<Query> queries) {

    int gridHeight() {
      return height > 0 ? height : kind == Kind.STAT ? 4 : 8;
    }
  }

  /**
   * One query: {@code legend} in charts; {@code column}, with a unit of its own or null, in tables.
   */
  record Query(String expr, String legend, String column, String unit) {}

  enum Kind {
    STAT,
    TIMESERIES,
    TABLE,
    BARGAUGE,
    HEATMAP;

    /** Whether only the newest value is asked for. */
    boolean instant() {
      return this == STAT || this == TABLE || this == BARGAUGE;
    }
  }

  static DashboardSource read(Path file) throws IOException {
    return MAPPER.readValue(file.toFile(), DashboardSource.class);
  }
}
