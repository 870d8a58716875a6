package io.streamgauge.protocol.schema;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Parses Kafka's schema files and writes them in the form that {@link PackedSchemas} reads. Run by
 * the build before resources are gathered.
 */
public final class PackSchemas {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final Map<VersionRange, Integer> ranges = new LinkedHashMap<>();

  private PackSchemas() {}

  /** Arguments: the file to write; then name and directory of each release, oldest first. */
  public static void main(String[] args) throws IOException {
    List<List<MessageSchema>> releases = new ArrayList<>();
    for (int i = 1; i < args.length; i += 2) {
      releases.add(parse(args[i], Path.of(args[i + 1])));
    }
    byte[] packed = pack(releases);
    if (!PackedSchemas.read(packed).equals(releases)) {
      throw new IllegalStateException("What was packed is not what was parsed");
    }
    save(Path.of(args[0]), packed);
  }

  private static List<MessageSchema> parse(String release, Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    SchemaParser parser = new SchemaParser(release);
    List<MessageSchema> schemas = new ArrayList<>();
    for (Path file : files) {
      schemas.add(parser.parse(Files.readAllBytes(file)));
    }
    return schemas;
  }

  /** What did not change keeps its time, so that nothing is made anew because of it. */
  private static void save(Path file, byte[] packed) throws IOException {
    Files.createDirectories(file.getParent());
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), packed)) {
      Files.write(file, packed);
    }
  }

  private static byte[] pack(List<List<MessageSchema>> releases) throws IOException {
    PackSchemas body = new PackSchemas();
    body.number(releases.size());
    for (List<MessageSchema> release : releases) {
      body.string(release.get(0).release());
      body.number(release.size());
      for (MessageSchema message : release) {
        body.message(message);
      }
    }
    PackSchemas head = new PackSchemas();
    head.number(body.strings.size());
    for (String string : body.strings.keySet()) {
      byte[] text = string.getBytes(StandardCharsets.UTF_8);
      head.number(text.length);
      head.out.write(text);
    }
    head.number(body.ranges.size());
    for (VersionRange range : body.ranges.keySet()) {
      head.number(range.lowest());
      head.number(range.highest());
    }
    body.bytes.writeTo(head.out);
    return head.bytes.toByteArray();
  }

  private void message(MessageSchema message) throws IOException {
    string(message.name());
    number(message.kind().ordinal());
    number(message.apiKey());
    range(message.versions());
    range(message.flexibleVersions());
    struct(message.body());
  }

  private void struct(StructSchema struct) throws IOException {
    number(struct.fields().size());
    for (FieldSchema field : struct.fields()) {
      string(field.name());
      type(field.type());
      range(field.versions());
      range(field.nullable());
      range(field.tagged());
      number(field.tag());
      range(field.flexible());
    }
  }

  private void type(FieldType type) throws IOException {
    if (type instanceof FieldType.Scalar scalar) {
      number(scalar.ordinal());
    } else if (type instanceof FieldType.Array array) {
      number(PackedSchemas.ARRAY);
      type(array.element());
    } else if (type instanceof FieldType.Struct nested) {
      number(PackedSchemas.STRUCT);
      string(nested.structName());
      struct(nested.schema());
    }
  }

  private void string(String string) throws IOException {
    number(strings.computeIfAbsent(string, key -> strings.size()));
  }

  private void range(VersionRange range) throws IOException {
    number(ranges.computeIfAbsent(range, key -> ranges.size()));
  }

  private void number(int number) throws IOException {
    if (number != (short) number) {
      throw new IllegalArgumentException(number + " does not fit into an int16");
    }
    out.writeShort(number);
  }
}
