package io.streamgauge.protocol.program;

import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.MessageId;
import io.streamgauge.protocol.schema.MessageSchema;
import io.streamgauge.protocol.schema.SchemaCatalog;
import io.streamgauge.protocol.schema.VersionRange;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * All programs of one projection. Immutable, shared between cursors and threads; look-ups do not
 * allocate.
 */
public final class ProgramSet {
  private static final Program[] NO_VERSIONS = {};

  private final Program[][] requests;
  private final Program[][] responses;
  private final Map<String, Program[]> embedded = new HashMap<>();
  private int size;

  private ProgramSet(int keys) {
    requests = new Program[keys][];
    responses = new Program[keys][];
    Arrays.fill(requests, NO_VERSIONS);
    Arrays.fill(responses, NO_VERSIONS);
  }

  /** Compiles every message version of {@code catalog}; takes some 0.1 s on a cold JVM. */
  public static ProgramSet compile(SchemaCatalog catalog, Projection projection) {
    ProgramSet set = new ProgramSet(catalog.messages().lastKey().apiKey() + 1);
    catalog
        .messages()
        .forEach((id, schema) -> set.add(id, compile(schema, id.version(), projection)));
    for (MessageSchema schema : catalog.embedded()) {
      VersionRange versions = schema.versions();
      Program[] programs = new Program[versions.highest() + 1];
      for (int version = versions.lowest(); version <= versions.highest(); version++) {
        programs[version] = compile(schema, version, projection);
      }
      set.embedded.put(schema.name(), programs);
    }
    return set;
  }

  private static Program compile(MessageSchema schema, int version, Projection projection) {
    return ProgramCompiler.compile(schema, version, projection.selected(schema));
  }

  private void add(MessageId id, Program program) {
    Program[][] table = table(id.direction());
    Program[] row = table[id.apiKey()];
    if (row.length <= id.version()) {
      row = Arrays.copyOf(row, id.version() + 1);
      table[id.apiKey()] = row;
    }
    row[id.version()] = program;
    size++;
  }

  private Program[][] table(Direction direction) {
    return direction == Direction.REQUEST ? requests : responses;
  }

  /** Programs of requests and responses; those of embedded schemas are not counted. */
  public int size() {
    return size;
  }

  /**
   * The program of a message's body (its header is not part of it).
   *
   * @return null when no release lists that key and version
   */
  public Program find(int apiKey, int version, Direction direction) {
    Program[][] table = table(direction);
    if (apiKey < 0 || apiKey >= table.length || version < 0 || version >= table[apiKey].length) {
      return null;
    }
    return table[apiKey][version];
  }

  /**
   * The program of a schema without an API key, such as {@code ConsumerProtocolAssignment}.
   *
   * @return null when there is no such schema or version
   */
  public Program findEmbedded(String name, int version) {
    Program[] programs = embedded.getOrDefault(name, NO_VERSIONS);
    return version < 0 || version >= programs.length ? null : programs[version];
  }

  /** All versions of an embedded schema, by version; empty for an unknown name. */
  Program[] embedded(String name) {
    return embedded.getOrDefault(name, NO_VERSIONS);
  }
}
