package io.streamgauge.jobs.alerts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads YAML into records: unknown keys are faults, durations are 30s, 5m, 1h. */
final class Yaml {
  private static final Pattern DURATION = Pattern.compile("(\\d+)(s|m|h|d)");

  private static final ObjectMapper MAPPER =
      YAMLMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new SimpleModule().addDeserializer(Duration.class, new Durations()))
          .build();

  private Yaml() {}

  /**
   * Reads a document.
   *
   * @param name of the file, for the message
   * @throws IllegalArgumentException in one line, with the place, if it does not fit the type
   */
  static <T> T read(String yaml, Class<T> type, String name) {
    try {
      T value = MAPPER.readValue(yaml, type);
      if (value == null) {
        throw new IllegalArgumentException(name + ": is empty");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(
          name
              + ": unknown key '"
              + e.getPropertyName()
              + "'"
              + place(e)
              + "; known are "
              + e.getKnownPropertyIds(),
          e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + ": " + firstLine(e) + place(e), e);
    }
  }

  /** Where in the document: by keys where they are known, else by line. */
  private static String place(JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      StringBuilder path = new StringBuilder();
      for (JsonMappingException.Reference step : mapping.getPath()) {
        path.append(
            step.getFieldName() == null
                ? "[" + step.getIndex() + "]"
                : (path.isEmpty() ? "" : ".") + step.getFieldName());
      }
      return " at " + path;
    }
    return e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
  }

  private static String firstLine(JsonProcessingException e) {
    Throwable cause = e instanceof JsonMappingException && e.getCause() != null ? e.getCause() : e;
    String message =
        cause instanceof JsonProcessingException known
            ? known.getOriginalMessage()
            : cause.getMessage();
    return String.valueOf(message).lines().findFirst().orElse("cannot be read");
  }

  /** Such as {@code 90s}; the whole of Prometheus' grammar is not needed. */
  private static final class Durations extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    Durations() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      Matcher matcher = DURATION.matcher(parser.getText());
      if (!matcher.matches()) {
        throw JsonMappingException.from(
            parser, "'" + parser.getText() + "' is no duration such as 30s, 5m or 1h");
      }
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
  }
}
