package io.streamgauge.agent.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Model.CommandSpec;

/** Reads the file that {@code --command-config} names, as Kafka's own tools do. */
final class CommandConfig {
  private CommandConfig() {}

  /** The settings; none without a file. */
  static Map<String, String> read(CommandSpec spec, Path file) {
    Map<String, String> settings = new HashMap<>();
    if (file == null) {
      return settings;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.of(spec, e);
    }
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    return settings;
  }
}
