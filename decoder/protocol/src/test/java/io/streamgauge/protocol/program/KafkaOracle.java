package io.streamgauge.protocol.program;

import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.MessageId;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Random messages as one kafka-clients release serialises them, with the events that a sink which
 * selects everything must see. Reflective throughout, so that two releases can be asked, each in
 * its own class loader.
 */
final class KafkaOracle {
  private static final String TYPES = "org.apache.kafka.common.protocol.types.";
  private static final int UNKNOWN_TAG = 9000;

  /** A serialised message and what a sink sees of it, as {@link EventLog} writes it. */
  record Message(ByteBuffer bytes, List<String> events) {}

  private final ClassLoader loader;
  private final Class<?> schemaClass;
  private final Class<?> taggedFieldsClass;
  private final ByteBuffer work = ByteBuffer.allocate(4 << 20);

  private KafkaOracle(ClassLoader loader) {
    this.loader = loader;
    schemaClass = load(TYPES + "Schema");
    taggedFieldsClass = load(TYPES + "TaggedFields");
  }

  /** The release on the test class path. */
  static KafkaOracle current() {
    return new KafkaOracle(KafkaOracle.class.getClassLoader());
  }

  /** The old release, copied beside the tests by the build. */
  static KafkaOracle legacy() throws IOException {
    URL jar = new File(System.getProperty("streamgauge.oracle.legacy")).toURI().toURL();
    return new KafkaOracle(
        new URLClassLoader(
            new URL[] {
              jar, org.slf4j.Logger.class.getProtectionDomain().getCodeSource().getLocation()
            },
            ClassLoader.getPlatformClassLoader()));
  }

  /** Kafka's own description of every message version that the release has. */
  NavigableMap<MessageId, Object> schemas() {
    NavigableMap<MessageId, Object> schemas = new TreeMap<>();
    for (Object type : load("org.apache.kafka.common.message.ApiMessageType").getEnumConstants()) {
      int key = (short) call(type, "apiKey");
      add(schemas, key, Direction.REQUEST, (Object[]) call(type, "requestSchemas"));
      add(schemas, key, Direction.RESPONSE, (Object[]) call(type, "responseSchemas"));
    }
    return schemas;
  }

  private static void add(
      Map<MessageId, Object> schemas, int key, Direction direction, Object[] versions) {
    for (int version = 0; version < versions.length; version++) {
      if (versions[version] != null) {
        schemas.put(new MessageId(key, version, direction), versions[version]);
      }
    }
  }

  /** Header version that the release uses for a message. */
  int headerVersion(MessageId id) {
    Object type =
        callStatic(
            "org.apache.kafka.common.message.ApiMessageType", "fromApiKey", (short) id.apiKey());
    String method =
        id.direction() == Direction.REQUEST ? "requestHeaderVersion" : "responseHeaderVersion";
    return (short) call(type, method, (short) id.version());
  }

  /** Kafka's schema of an embedded message. */
  Object embeddedSchema(String name, int version) {
    Object[] schemas = (Object[]) staticField("org.apache.kafka.common.message." + name, "SCHEMAS");
    return schemas[version];
  }

  /** A random message of one of Kafka's schemas. */
  Message random(Object schema, Random random) {
    return random(schema, Set.of(), random);
  }

  /**
   * A random message of one of Kafka's schemas.
   *
   * @param nullableStructs fields of the body that are nullable structures. In 3.9.2 the schema
   *     objects, unlike the message classes, leave the presence byte of these out
   */
  Message random(Object schema, Set<String> nullableStructs, Random random) {
    List<String> events = new ArrayList<>();
    ByteBuffer buffer = work.clear();
    for (Object bound : (Object[]) call(schema, "fields")) {
      Object field = field(bound, "def");
      Object type = field(field, "type");
      String name = (String) field(field, "name");
      Object value =
          taggedFieldsClass.isInstance(type)
              ? taggedFields(type, "", random, events)
              : value(type, name, random, events);
      if (nullableStructs.contains(EventLog.normalise(name)) && !isNullable(type)) {
        buffer.put((byte) 1);
      }
      call(type, "write", buffer, value);
    }
    ByteBuffer bytes = ByteBuffer.allocate(buffer.flip().limit()).put(buffer).flip();
    return new Message(bytes, events);
  }

  private Object struct(Object schema, String prefix, Random random, List<String> events) {
    try {
      Object struct = load(TYPES + "Struct").getConstructor(schemaClass).newInstance(schema);
      for (Object bound : (Object[]) call(schema, "fields")) {
        Object field = field(bound, "def");
        Object type = field(field, "type");
        Object value =
            taggedFieldsClass.isInstance(type)
                ? taggedFields(type, prefix, random, events)
                : value(type, prefix + field(field, "name"), random, events);
        call(struct, "set", bound, value);
      }
      return struct;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object taggedFields(Object type, String prefix, Random random, List<String> events) {
    NavigableMap<Integer, Object> values = new TreeMap<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) field(type, "fields")).entrySet()) {
      Object field = entry.getValue();
      List<String> inner = new ArrayList<>();
      Object value =
          random.nextBoolean()
              ? value(field(field, "type"), prefix + field(field, "name"), random, inner)
              : null;
      if (value != null) {
        values.put((Integer) entry.getKey(), value);
        events.addAll(inner);
      }
    }
    if (random.nextInt(3) == 0) {
      values.put(UNKNOWN_TAG, rawTaggedField(random));
    }
    return values;
  }

  private Object rawTaggedField(Random random) {
    try {
      return load(TYPES + "RawTaggedField")
          .getConstructor(int.class, byte[].class)
          .newInstance(UNKNOWN_TAG, bytes(random, random.nextInt(200)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object value(Object type, String path, Random random, List<String> events) {
    if (schemaClass.isInstance(type)) {
      boolean isNull = isNullable(type) && random.nextInt(3) == 0;
      events.add(EventLog.structStart(path, !isNull));
      if (isNull) {
        return null;
      }
      Object struct = struct(type, path + ".", random, events);
      events.add(EventLog.structEnd(path));
      return struct;
    }
    return (boolean) call(type, "isArray")
        ? array(type, path, random, events)
        : scalar(type, path, random, events);
  }

  private Object array(Object type, String path, Random random, List<String> events) {
    if (isNullable(type) && random.nextInt(4) == 0) {
      events.add(EventLog.arrayStart(path, -1));
      return null;
    }
    int count = random.nextInt(20) == 0 ? 130 : random.nextInt(4);
    Object element = ((Optional<?>) call(type, "arrayElementType")).orElseThrow();
    if (count > 3 && schemaClass.isInstance(element)) {
      count = 5;
    }
    Object[] values = new Object[count];
    events.add(EventLog.arrayStart(path, count));
    for (int i = 0; i < count; i++) {
      if (schemaClass.isInstance(element)) {
        values[i] = struct(element, path + ".", random, events);
        events.add(EventLog.elementEnd(path));
      } else {
        values[i] = scalar(element, path, random, events);
      }
    }
    events.add(EventLog.arrayEnd(path));
    return values;
  }

  private Object scalar(Object type, String path, Random random, List<String> events) {
    String name = type.toString();
    if (name.endsWith("STRING")) {
      return string(type, path, random, events);
    }
    if (name.endsWith("BYTES") || name.endsWith("RECORDS")) {
      return region(type, path, random, events);
    }
    if (name.equals("UUID")) {
      long high = random.nextLong();
      long low = random.nextLong();
      events.add(EventLog.uuid(path, high, low));
      return uuid(high, low);
    }
    return number(name, path, random, events);
  }

  private static Object number(String type, String path, Random random, List<String> events) {
    long bits = random.nextInt(4) == 0 ? random.nextInt(256) - 128L : random.nextLong();
    Object value =
        switch (type) {
          case "BOOLEAN" -> (bits & 1) == 1;
          case "INT8" -> (byte) bits;
          case "INT16" -> (short) bits;
          case "UINT16" -> (int) (bits & 0xffff);
          case "INT32" -> (int) bits;
          case "UINT32" -> bits & 0xffff_ffffL;
          case "INT64" -> bits;
          case "FLOAT64" -> (double) bits;
          default -> throw new IllegalStateException("type " + type);
        };
    long expected =
        value instanceof Boolean flag
            ? (flag ? 1 : 0)
            : value instanceof Double number
                ? Double.doubleToRawLongBits(number)
                : ((Number) value).longValue();
    events.add(EventLog.value(path, expected));
    return value;
  }

  private static Object string(Object type, String path, Random random, List<String> events) {
    if (isNullable(type) && random.nextInt(3) == 0) {
      events.add(EventLog.string(path, null, -1));
      return null;
    }
    int length = random.nextInt(25) == 0 ? random.nextInt(5000) : random.nextInt(40);
    String text = (random.nextBoolean() ? "a" : "ж").repeat(length);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    events.add(EventLog.string(path, utf8, utf8.length));
    return text;
  }

  private Object region(Object type, String path, Random random, List<String> events) {
    if (isNullable(type) && random.nextInt(3) == 0) {
      events.add(EventLog.region(path, null));
      return null;
    }
    byte[] content = bytes(random, random.nextInt(10) == 0 ? 3000 : random.nextInt(100));
    events.add(EventLog.region(path, content));
    if (!type.toString().endsWith("RECORDS")) {
      return ByteBuffer.wrap(content);
    }
    return callStatic(recordsClass(), "readableRecords", ByteBuffer.wrap(content));
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static boolean isNullable(Object type) {
    return (boolean) call(type, "isNullable");
  }

  private Object uuid(long high, long low) {
    try {
      return load("org.apache.kafka.common.Uuid")
          .getConstructor(long.class, long.class)
          .newInstance(high, low);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private String recordsClass() {
    String moved = "org.apache.kafka.common.record.internal.MemoryRecords";
    try {
      return loader.loadClass(moved).getName();
    } catch (ClassNotFoundException e) {
      return "org.apache.kafka.common.record.MemoryRecords";
    }
  }

  private Class<?> load(String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object staticField(String type, String name) {
    try {
      return load(type).getField(name).get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object field(Object target, String name) {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return valueOf(field, target);
        }
      }
    }
    throw new IllegalStateException(target.getClass() + " has no " + name);
  }

  private static Object valueOf(Field field, Object target) {
    try {
      field.setAccessible(true);
      return field.get(target);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object callStatic(String type, String method, Object... arguments) {
    return invoke(load(type), null, method, arguments);
  }

  private static Object call(Object target, String method, Object... arguments) {
    return invoke(target.getClass(), target, method, arguments);
  }

  private static Object invoke(Class<?> type, Object target, String name, Object... arguments) {
    try {
      for (Method method : type.getMethods()) {
        if (method.getName().equals(name) && accepts(method, arguments)) {
          method.setAccessible(true);
          return method.invoke(target, arguments);
        }
      }
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(type + "." + name, e);
    }
    throw new IllegalStateException(type + " has no " + name);
  }

  private static boolean accepts(Method method, Object[] arguments) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      Object argument = arguments[i];
      boolean boxed = types[i] == short.class && argument instanceof Short;
      if (argument != null && !boxed && !types[i].isInstance(argument)) {
        return false;
      }
    }
    return true;
  }
}
