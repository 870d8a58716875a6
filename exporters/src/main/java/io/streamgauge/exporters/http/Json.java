package io.streamgauge.exporters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.Serial;
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

  private Json() {}

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
