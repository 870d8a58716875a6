package io.streamgauge.protocol.program;

import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.FieldSchema;
import io.streamgauge.protocol.schema.FieldType;
import io.streamgauge.protocol.schema.MessageSchema;
import io.streamgauge.protocol.schema.SchemaCatalog;
import io.streamgauge.protocol.schema.StructSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fields that somebody wants, each under an id of the caller's choosing. Immutable.
 *
 * <p>A field is named by its message and its path, such as {@code ProduceRequest} and {@code
 * TopicData.PartitionData.Index}. Selecting a path selects exactly that: a scalar gives its value,
 * an array of scalars its count and elements, an array of structures the markers for its begin,
 * elements and end, a structure the markers for its begin and end. Fields inside a structure are
 * selected by paths of their own. Several paths may share an id, for instance where a release
 * renamed a field.
 */
public final class Projection {
  /** Set in the id of a number that is stored; what is left is its cell. */
  static final int STORED = 0x10000;

  /** Cells that a sink may have. */
  static final int MAX_CELLS = 64;

  private static final int MAX_ID = 0xffff;

  private final Map<Target, Map<String, Integer>> selected;

  private Projection(Map<Target, Map<String, Integer>> selected) {
    Map<Target, Map<String, Integer>> copy = new HashMap<>();
    selected.forEach((target, paths) -> copy.put(target, Map.copyOf(paths)));
    this.selected = Map.copyOf(copy);
  }

  /** Starts a projection over the messages of {@code catalog}. */
  public static Builder builder(SchemaCatalog catalog) {
    return new Builder(catalog);
  }

  /** Ids by path for one message; empty when nothing of it is selected. */
  public Map<String, Integer> selected(MessageSchema message) {
    return selected.getOrDefault(Target.of(message), Map.of());
  }

  /**
   * A message whatever its version and name: releases rename messages, but not those without an API
   * key. What a record has of itself for hashing is linked when it is first used, which takes
   * longer than all projections of a decoder.
   */
  private record Target(int apiKey, Direction direction, String embedded) {
    static Target of(MessageSchema schema) {
      return switch (schema.kind()) {
        case REQUEST -> new Target(schema.apiKey(), Direction.REQUEST, "");
        case RESPONSE -> new Target(schema.apiKey(), Direction.RESPONSE, "");
        case DATA, HEADER -> new Target(-1, Direction.REQUEST, schema.name());
      };
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Target that
          && apiKey == that.apiKey
          && direction == that.direction
          && embedded.equals(that.embedded);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * apiKey + direction.hashCode()) + embedded.hashCode();
    }
  }

  /** Builds a {@link Projection}. */
  public static final class Builder {
    private final SchemaCatalog catalog;
    private final Map<Target, List<MessageSchema>> schemas = new HashMap<>();
    private final Map<Target, Map<String, Integer>> selected = new HashMap<>();
    private final Map<Target, Map<String, FieldType>> knownPaths = new HashMap<>();

    private Builder(SchemaCatalog catalog) {
      this.catalog = catalog;
      catalog.embedded().forEach(this::index);
      catalog.inUse().forEach(this::index);
    }

    private void index(MessageSchema schema) {
      schemas.computeIfAbsent(Target.of(schema), key -> new ArrayList<>()).add(schema);
    }

    /**
     * Selects one field of one message, in all versions that have it.
     *
     * @param message name of the message in any release, such as {@code FetchResponse}, or of an
     *     embedded schema, such as {@code ConsumerProtocolSubscription}
     * @param path dotted path from the message's body
     * @param id what the sink will be given, 0 to 65535
     * @throws IllegalArgumentException when no version of the message has the path, the path was
     *     selected before under another id, or the id is out of range
     */
    public Builder select(String message, String path, int id) {
      return add(message, path, id, 0);
    }

    /**
     * Selects one number to be stored in the sink's {@link FieldSink#cells()} instead of being
     * emitted: the sink is not called for it.
     *
     * @param path of a number, not of an array
     * @param cell index into the cells, 0 to 63
     * @throws IllegalArgumentException as {@link #select}, and for what is no number in some
     *     version
     */
    public Builder store(String message, String path, int cell) {
      if (cell >= MAX_CELLS) {
        throw new IllegalArgumentException("Cell " + cell + " is not below " + MAX_CELLS);
      }
      return add(message, path, cell, STORED);
    }

    private Builder add(String message, String path, int id, int flag) {
      Target target = target(message);
      FieldType type = paths(target).get(path);
      if (type == null) {
        throw new IllegalArgumentException("No version of " + message + " has the field " + path);
      }
      if (flag == STORED && !isNumber(type)) {
        throw new IllegalArgumentException("Only numbers can be stored, not " + path + ": " + type);
      }
      if (id < 0 || id > MAX_ID) {
        throw new IllegalArgumentException(
            "Field id " + id + " of " + message + "." + path + " is not in 0…" + MAX_ID);
      }
      Integer before =
          selected.computeIfAbsent(target, key -> new TreeMap<>()).put(path, id | flag);
      if (before != null && before != (id | flag)) {
        throw new IllegalArgumentException(
            message + "." + path + " is already selected as " + before);
      }
      return this;
    }

    /**
     * Selects every field of a message, structures and arrays too, under ids from 0 in the order of
     * paths.
     */
    public Builder selectAll(String message) {
      int id = 0;
      for (String path : paths(target(message)).keySet().stream().sorted().toList()) {
        select(message, path, id++);
      }
      return this;
    }

    public Projection build() {
      return new Projection(selected);
    }

    private Target target(String message) {
      return catalog.named(message).stream()
          .map(Target::of)
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("No release has a message named " + message));
    }

    /** A path's type; of several, one that is no number. */
    private Map<String, FieldType> paths(Target target) {
      return knownPaths.computeIfAbsent(
          target,
          key -> {
            Map<String, FieldType> paths = new HashMap<>();
            for (MessageSchema schema : schemas.getOrDefault(key, List.of())) {
              collect(schema.body(), "", paths);
            }
            return paths;
          });
    }

    private static void collect(StructSchema struct, String prefix, Map<String, FieldType> paths) {
      for (FieldSchema field : struct.fields()) {
        String path = prefix + field.name();
        paths.merge(path, field.type(), (one, other) -> isNumber(one) ? other : one);
        FieldType type =
            field.type() instanceof FieldType.Array array ? array.element() : field.type();
        if (type instanceof FieldType.Struct nested) {
          collect(nested.schema(), path + ".", paths);
        }
      }
    }

    private static boolean isNumber(FieldType type) {
      return type instanceof FieldType.Scalar scalar && ProgramCompiler.isNumber(scalar);
    }
  }
}
