package io.streamgauge.traps;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** All sections, in the order in which people read them. */
record Register(List<Section> sections) {
  private static final List<String> FILES =
      List.of("headers", "sasl", "matching", "bodies", "latency", "lag", "capture", "frames");

  /** Reads the data files; an unknown or missing property is an error. */
  static Register load() {
    JsonMapper yaml =
        JsonMapper.builder(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();
    return new Register(FILES.stream().map(file -> section(yaml, file)).toList());
  }

  private static Section section(JsonMapper yaml, String file) {
    try (InputStream in = Register.class.getResourceAsStream("/traps/" + file + ".yaml")) {
      return yaml.readValue(in, Section.class);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ".yaml: " + e.getMessage(), e);
    }
  }

  Stream<Trap> traps() {
    return sections.stream().flatMap(section -> section.traps().stream());
  }
}
