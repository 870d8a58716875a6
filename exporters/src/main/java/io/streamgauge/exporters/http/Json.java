package io.streamgauge.exporters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How view models become JSON: field names as they are, unknown values null. */
public final class Json {
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(OptionalLong.class, new OfLong())
                  .addSerializer(OptionalDouble.class, new OfDouble()))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
          .build();

  /**
   * Reads view models back: null and what is absent become empty, further fields are let be, as the
   * API may grow.
   */
  public static final ObjectMapper READER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addDeserializer(OptionalLong.class, new ToLong())
                  .addDeserializer(OptionalDouble.class, new ToDouble()))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withConfigOverride(List.class, Json::emptyForNull)
          .withConfigOverride(Map.class, Json::emptyForNull)
          .withConfigOverride(String.class, Json::emptyForNull)
          .build();

  private Json() {}

  private static void emptyForNull(MutableConfigOverride override) {
    override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
  }

  private static final class ToLong extends StdDeserializer<OptionalLong> {
    @Serial private static final long serialVersionUID = 1;

    ToLong() {
      super(OptionalLong.class);
    }

    @Override
    public OptionalLong deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return OptionalLong.of(json.getLongValue());
    }

    @Override
    public OptionalLong getNullValue(DeserializationContext context) {
      return OptionalLong.empty();
    }
  }

  private static final class ToDouble extends StdDeserializer<OptionalDouble> {
    @Serial private static final long serialVersionUID = 1;

    ToDouble() {
      super(OptionalDouble.class);
    }

    @Override
    public OptionalDouble deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return OptionalDouble.of(json.getDoubleValue());
    }

    @Override
    public OptionalDouble getNullValue(DeserializationContext context) {
      return OptionalDouble.empty();
    }
  }

  private static final class OfLong extends StdSerializer<OptionalLong> {
    @Serial private static final long serialVersionUID = 1;

    OfLong() {
      super(OptionalLong.class);
    }

    @Override
    public void serialize(OptionalLong value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        json.writeNumber(value.getAsLong());
      } else {
        json.writeNull();
      }
    }
  }

  private static final class OfDouble extends StdSerializer<OptionalDouble> {
    @Serial private static final long serialVersionUID = 1;

    OfDouble() {
      super(OptionalDouble.class);
    }

    @Override
    public void serialize(OptionalDouble value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
        json.writeNumber(value.getAsDouble());
      } else {
        json.writeNull();
      }
    }
  }
}
