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
 * All programs of one projection, shared between cursors and threads. A program is compiled when it
 * is first asked for: of more than seven hundred, traffic needs a few. Later look-ups do not
 * allocate.
 */
public final class ProgramSet {
  private static final LazyProgram[] NO_VERSIONS = {};

  private final LazyProgram[][] requests;
  private final LazyProgram[][] responses;
  private final Map<String, LazyProgram[]> embedded = new HashMap<>();
  private int size;

  private ProgramSet(int keys) {
    requests = new LazyProgram[keys][];
    responses = new LazyProgram[keys][];
    Arrays.fill(requests, NO_VERSIONS);
    Arrays.fill(responses, NO_VERSIONS);
  }

  /** The programs for every message version of {@code catalog}. */
  public static ProgramSet compile(SchemaCatalog catalog, Projection projection) {
    ProgramSet set = new ProgramSet(catalog.messages().lastKey().apiKey() + 1);
    catalog
        .messages()
        .forEach((id, schema) -> set.add(id, new LazyProgram(schema, id.version(), projection)));
    for (MessageSchema schema : catalog.embedded()) {
      VersionRange versions = schema.versions();
      LazyProgram[] programs = new LazyProgram[versions.highest() + 1];
      for (int version = versions.lowest(); version <= versions.highest(); version++) {
        programs[version] = new LazyProgram(schema, version, projection);
      }
      set.embedded.put(schema.name(), programs);
    }
    return set;
  }

  private void add(MessageId id, LazyProgram program) {
    LazyProgram[][] table = table(id.direction());
    LazyProgram[] row = table[id.apiKey()];
    if (row.length <= id.version()) {
      row = Arrays.copyOf(row, id.version() + 1);
      table[id.apiKey()] = row;
    }
    row[id.version()] = program;
    size++;
  }

  private LazyProgram[][] table(Direction direction) {
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
    LazyProgram[][] table = table(direction);
    return apiKey < 0 || apiKey >= table.length ? null : find(table[apiKey], version);
  }

  /**
   * The program of a schema without an API key, such as {@code ConsumerProtocolAssignment}.
   *
   * @return null when there is no such schema or version
   */
  public Program findEmbedded(String name, int version) {
    return find(embedded(name), version);
  }

  private static Program find(LazyProgram[] versions, int version) {
    LazyProgram program = version < 0 || version >= versions.length ? null : versions[version];
    return program == null ? null : program.get();
  }

  /** All versions of an embedded schema, by version; empty for an unknown name. */
  LazyProgram[] embedded(String name) {
    return embedded.getOrDefault(name, NO_VERSIONS);
  }
}
