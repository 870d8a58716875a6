package io.streamgauge.protocol.details;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.SchemaCatalog;
import io.streamgauge.protocol.schema.StructSchema;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Bodies as kafka-clients serialises them, written down as JSON: by the release that the decoder
 * takes the version's schema from.
 *
 * <p>JSON is Kafka's own (its {@code JsonConverter}s), with single quotes and unquoted names; see
 * {@link NeutralFields} for what may be left out.
 */
public final class KafkaBodies {
  private static final String MESSAGES = "org.apache.kafka.common.message.";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .build();

  private final SchemaCatalog catalog;
  private final ClassLoader current = KafkaBodies.class.getClassLoader();
  private final ClassLoader legacy;

  public KafkaBodies(SchemaCatalog catalog) {
    this.catalog = catalog;
    try {
      this.legacy =
          new KafkaFirst(
              new File(System.getProperty("streamgauge.oracle.legacy")).toURI().toURL(), current);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The body of a request, such as {@code request(12, 4, "{groupId:'g', ...}")}. */
  public byte[] request(int apiKey, int version, String json) {
    return body(apiKey, version, Direction.REQUEST, json);
  }

  /** The body of a response. */
  public byte[] response(int apiKey, int version, String json) {
    return body(apiKey, version, Direction.RESPONSE, json);
  }

  /** An embedded message with its version in front, as in a bytes field. */
  public byte[] embedded(String name, int version, String json) {
    try {
      StructSchema schema = catalog.named(name).iterator().next().body();
      Class<?> data = current.loadClass(MESSAGES + name);
      JsonNode fitted = NeutralFields.fit(JSON.readTree(json), schema, version);
      Object message = message(data, fitted, version);
      byte[] body = serialise(data, message, version);
      return ByteBuffer.allocate(2 + body.length).putShort((short) version).put(body).array();
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] body(int apiKey, int version, Direction direction, String json) {
    try {
      Class<?> data = dataClass(apiKey, version, direction);
      JsonNode fitted =
          NeutralFields.fit(
              JSON.readTree(json), catalog.find(apiKey, version, direction).body(), version);
      return serialise(data, message(data, fitted, version), version);
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException(
          "Cannot write api " + apiKey + " v" + version + " " + direction + " from " + json, e);
    }
  }

  private Class<?> dataClass(int apiKey, int version, Direction direction)
      throws ClassNotFoundException {
    String release = catalog.find(apiKey, version, direction).release();
    String name = catalog.apiName(apiKey) + camel(direction.name()) + "Data";
    return (release.equals("current") ? current : legacy).loadClass(MESSAGES + name);
  }

  private static String camel(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Object message(Class<?> data, JsonNode json, int version)
      throws ReflectiveOperationException {
    Class<?> converter = data.getClassLoader().loadClass(data.getName() + "JsonConverter");
    return method(converter, "read", 2).invoke(null, json, (short) version);
  }

  private static byte[] serialise(Class<?> data, Object message, int version)
      throws ReflectiveOperationException {
    Class<?> util = data.getClassLoader().loadClass("org.apache.kafka.common.protocol.MessageUtil");
    boolean isCurrent = !(data.getClassLoader() instanceof KafkaFirst);
    Object written =
        method(util, isCurrent ? "toByteBufferAccessor" : "toByteBuffer", 2)
            .invoke(null, message, (short) version);
    ByteBuffer buffer =
        written instanceof ByteBuffer plain
            ? plain
            : (ByteBuffer) method(written.getClass(), "buffer", 0).invoke(written);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static Method method(Class<?> type, String name, int parameters) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> method.getParameterCount() == parameters)
        .findFirst()
        .orElseThrow();
  }

  /** Takes Kafka's classes from a jar, everything else from the tests' class path. */
  private static final class KafkaFirst extends URLClassLoader {
    KafkaFirst(URL jar, ClassLoader parent) {
      super(new URL[] {jar}, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("org.apache.kafka.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }
}
