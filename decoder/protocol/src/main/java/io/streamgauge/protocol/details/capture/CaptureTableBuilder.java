package io.streamgauge.protocol.details.capture;

import io.streamgauge.protocol.program.Projection;
import io.streamgauge.protocol.schema.FieldSchema;
import io.streamgauge.protocol.schema.FieldType;
import io.streamgauge.protocol.schema.MessageSchema;
import io.streamgauge.protocol.schema.SchemaCatalog;
import io.streamgauge.protocol.schema.StructSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** Gives ids to the fields that specs want, selects them in a projection, and remembers both. */
public final class CaptureTableBuilder {
  private static final Set<String> ERROR_NAMES =
      Set.of("ErrorCode", "PartitionErrorCode", "AcknowledgeErrorCode");
  private static final String THROTTLE_NAME = "ThrottleTimeMs";

  private final SchemaCatalog catalog;
  private final Projection.Builder projection;
  private final int firstId;
  private final List<Binding> bindings = new ArrayList<>();
  private final Map<Integer, CaptureTable.Capture> captures = new HashMap<>();
  private final Map<String, MessageBinder> binders = new HashMap<>();

  /**
   * @param projection where the fields are selected
   * @param firstId first field id that may be given out
   */
  public CaptureTableBuilder(SchemaCatalog catalog, Projection.Builder projection, int firstId) {
    this.catalog = catalog;
    this.projection = projection;
    this.firstId = firstId;
  }

  /**
   * Adds an api.
   *
   * @throws IllegalArgumentException when no version has a path that the spec names
   */
  public CaptureTableBuilder add(CaptureSpec<?> spec) {
    MessageBinder request = binder(spec.apiName() + "Request");
    MessageBinder response = binder(spec.apiName() + "Response");
    spec.request().forEach(path -> bind(request, path, spec));
    spec.response().forEach(path -> bind(response, path, spec));
    captures.put(spec.apiKey(), new CaptureTable.Capture(spec, request.root, response.root));
    return this;
  }

  /**
   * Selects error codes and throttle times of every response that no spec has selected yet.
   *
   * @param others api keys that are left alone
   */
  public CaptureTableBuilder addErrors(IntPredicate others) {
    int top = add(Binding.of(Binding.Role.TOP_ERROR));
    int nested = add(Binding.of(Binding.Role.NESTED_ERROR));
    int throttle = add(Binding.of(Binding.Role.THROTTLE));
    for (MessageSchema schema : catalog.inUse()) {
      if (schema.kind() != MessageSchema.Kind.RESPONSE || others.test(schema.apiKey())) {
        continue;
      }
      for (String path : MessageBinder.paths(schema.body())) {
        int id =
            switch (role(path)) {
              case TOP_ERROR -> top;
              case NESTED_ERROR -> nested;
              case THROTTLE -> throttle;
              case NONE -> -1;
            };
        MessageBinder binder = binder(schema.name());
        if (id >= 0 && !binder.ids.containsKey(path)) {
          binder.ids.put(path, id);
          projection.select(schema.name(), path, id);
        }
      }
    }
    return this;
  }

  public CaptureTable build() {
    return new CaptureTable(firstId, bindings.toArray(new Binding[0]), captures);
  }

  private void bind(MessageBinder message, String path, CaptureSpec<?> spec) {
    StructLayout layout = message.root;
    for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
      layout = message.descend(layout, path.substring(0, dot));
    }
    message.leaf(layout, path, spec);
  }

  private MessageBinder binder(String message) {
    return binders.computeIfAbsent(message, MessageBinder::new);
  }

  private int add(Binding binding) {
    bindings.add(binding);
    return firstId + bindings.size() - 1;
  }

  private static Binding.Role role(String path) {
    if (path.equals(THROTTLE_NAME)) {
      return Binding.Role.THROTTLE;
    }
    if (!ERROR_NAMES.contains(lastName(path))) {
      return Binding.Role.NONE;
    }
    return path.indexOf('.') < 0 ? Binding.Role.TOP_ERROR : Binding.Role.NESTED_ERROR;
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The ids and layouts of one message, over all its versions and releases. */
  private final class MessageBinder {
    private final String message;
    private final StructLayout root = new StructLayout();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, StructLayout> layouts = new HashMap<>();

    MessageBinder(String message) {
      this.message = message;
    }

    /** The layout of a structure or of an array's elements. */
    StructLayout descend(StructLayout owner, String path) {
      return layouts.computeIfAbsent(
          path,
          key -> {
            StructLayout nested = new StructLayout();
            int slot = owner.add(lastName(path));
            select(path, new Binding(owner, slot, nested, null, null, Binding.Role.NONE));
            return nested;
          });
    }

    void leaf(StructLayout owner, String path, CaptureSpec<?> spec) {
      if (ids.containsKey(path)) {
        return;
      }
      int slot = owner.add(lastName(path));
      Region region = spec.regions().get(path);
      StructLayout nested = region instanceof Region.Embedded embedded ? embed(embedded) : null;
      Binding.Role role = message.endsWith("Response") ? role(path) : Binding.Role.NONE;
      select(path, new Binding(owner, slot, nested, region, spec.filters().get(path), role));
    }

    private StructLayout embed(Region.Embedded embedded) {
      MessageBinder binder = binder(embedded.schema());
      CaptureSpec<?> none = CaptureSpec.of(-1, embedded.schema()).make((a, b) -> null);
      embedded.paths().forEach(path -> bind(binder, path, none));
      return binder.root;
    }

    private void select(String path, Binding binding) {
      int id = add(binding);
      ids.put(path, id);
      projection.select(message, path, id);
    }

    static Set<String> paths(StructSchema struct) {
      Set<String> paths = new LinkedHashSet<>();
      collect(struct, "", paths);
      return paths;
    }

    private static void collect(StructSchema struct, String prefix, Set<String> paths) {
      for (FieldSchema field : struct.fields()) {
        paths.add(prefix + field.name());
        FieldType type =
            field.type() instanceof FieldType.Array array ? array.element() : field.type();
        if (type instanceof FieldType.Struct nested) {
          collect(nested.schema(), prefix + field.name() + ".", paths);
        }
      }
    }
  }
}
