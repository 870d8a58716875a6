package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the catalogue names is told by somebody, or the catalogue says that it is not. */
class CatalogueTest {
  private static final String NOT_TOLD = "Not told yet.";
  private static final List<Path> TELLERS =
      List.of(Path.of("src/main/java"), Path.of("../exporters/src/main/java"));

  private static Map<String, MetricDefinition> constants() throws IllegalAccessException {
    Map<String, MetricDefinition> constants = new TreeMap<>();
    for (Field field : MetricCatalog.class.getFields()) {
      if (field.get(null) instanceof MetricDefinition metric) {
        constants.put(field.getName(), metric);
      }
    }
    return constants;
  }

  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path folder : TELLERS) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(f -> all.append(read(f)));
      }
    }
    return all.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyMetricIsToldOrSaysThatItIsNot() throws Exception {
    String sources = sources();

    assertThat(constants()).hasSameSizeAs(MetricCatalog.all());
    constants()
        .forEach(
            (name, metric) ->
                assertThat(
                        Pattern.compile("MetricCatalog\\." + name + "\\b").matcher(sources).find())
                    .as(metric.name())
                    .isEqualTo(!metric.help().endsWith(NOT_TOLD)));
  }
}
