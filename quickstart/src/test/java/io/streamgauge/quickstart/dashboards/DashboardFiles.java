package io.streamgauge.quickstart.dashboards;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where sources and dashboards lie, and what the second must say. */
final class DashboardFiles {
  static final Path ROOT = Path.of("..", "dashboards");
  static final Path GRAFANA = ROOT.resolve("grafana");
  private static final Path SOURCES = ROOT.resolve("sources");
  private static final ObjectMapper JSON = new ObjectMapper();

  private DashboardFiles() {}

  /** Sources by the name of their file, without {@code .yaml}. */
  static Map<String, DashboardSource> sources() throws IOException {
    Map<String, DashboardSource> sources = new TreeMap<>();
    for (Path file : list(SOURCES, ".yaml")) {
      sources.put(stem(file), DashboardSource.read(file));
    }
    return sources;
  }

  /** What each file in {@code grafana} must say, by name without {@code .json}. */
  static Map<String, String> wanted() throws IOException {
    Map<String, DashboardSource> sources = sources();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withArrayIndenter(indenter).withObjectIndenter(indenter);
    Map<String, String> files = new TreeMap<>();
    for (Map.Entry<String, DashboardSource> each : sources.entrySet()) {
      JsonNode dashboard = new DashboardJson(each.getValue(), sources).toJson();
      files.put(each.getKey(), JSON.writer(printer).writeValueAsString(dashboard) + "\n");
    }
    return files;
  }

  /** The files in {@code grafana}, by name without {@code .json}. */
  static Map<String, JsonNode> checkedIn() throws IOException {
    Map<String, JsonNode> dashboards = new TreeMap<>();
    for (Path file : list(GRAFANA, ".json")) {
      dashboards.put(stem(file), JSON.readTree(file.toFile()));
    }
    return dashboards;
  }

  private static Path[] list(Path folder, String ending) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(path -> path.toString().endsWith(ending)).sorted().toArray(Path[]::new);
    }
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
