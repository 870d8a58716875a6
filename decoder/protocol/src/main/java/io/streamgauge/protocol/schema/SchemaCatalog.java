package io.streamgauge.protocol.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every message that one of two kafka-clients releases lists. Immutable.
 *
 * <p>A message is identified by (api key, version, direction), never by its name. Where both
 * releases list it, the newer release's schema counts.
 */
public final class SchemaCatalog {
  /** Beside this class; made by the build. */
  private static final String RESOURCE = "schemas.bin";

  private static final String UNKNOWN = "Unknown";

  private final NavigableMap<MessageId, MessageSchema> messages = new TreeMap<>();
  private final Map<String, MessageSchema> embedded = new TreeMap<>();
  private final Map<String, List<MessageSchema>> byName = new HashMap<>();
  private final Map<Integer, String> apiNames = new TreeMap<>();
  private final Map<Integer, VersionRange> apiVersions = new HashMap<>();
  private final List<MessageSchema> inUse = new ArrayList<>();

  private SchemaCatalog(List<List<MessageSchema>> oldestFirst) {
    for (List<MessageSchema> release : oldestFirst) {
      release.forEach(this::add);
    }
    // by identity: to compare schemas, or to hash one, is to walk through all of its fields
    Set<MessageSchema> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    messages.values().stream().filter(distinct::add).forEach(inUse::add);
  }

  /**
   * Reads the schemas on the class path.
   *
   * @throws UncheckedIOException when they are missing, which is an error of the build
   */
  public static SchemaCatalog load() {
    try (InputStream stream = SchemaCatalog.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IOException("It is missing");
      }
      return new SchemaCatalog(PackedSchemas.read(stream.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
  }

  /** A catalog of given releases, oldest first; for tests of the rules. */
  static SchemaCatalog of(List<List<MessageSchema>> oldestFirst) {
    return new SchemaCatalog(oldestFirst);
  }

  private void add(MessageSchema schema) {
    if (schema.versions().isEmpty()) {
      return;
    }
    byName.computeIfAbsent(schema.name(), name -> new ArrayList<>()).add(schema);
    switch (schema.kind()) {
      case REQUEST -> {
        addVersions(schema, Direction.REQUEST);
        apiNames.put(schema.apiKey(), apiName(schema.name()));
        apiVersions.merge(schema.apiKey(), schema.versions(), SchemaCatalog::union);
      }
      case RESPONSE -> addVersions(schema, Direction.RESPONSE);
      case DATA -> embedded.put(schema.name(), schema);
      case HEADER -> {}
    }
  }

  private void addVersions(MessageSchema schema, Direction direction) {
    VersionRange versions = schema.versions();
    for (int version = versions.lowest(); version <= versions.highest(); version++) {
      messages.put(new MessageId(schema.apiKey(), version, direction), schema);
    }
  }

  private static String apiName(String requestName) {
    return requestName.endsWith("Request")
        ? requestName.substring(0, requestName.length() - "Request".length())
        : requestName;
  }

  private static VersionRange union(VersionRange one, VersionRange other) {
    return new VersionRange(
        Math.min(one.lowest(), other.lowest()), Math.max(one.highest(), other.highest()));
  }

  /** All requests and responses, ordered by key, direction and version. */
  public NavigableMap<MessageId, MessageSchema> messages() {
    return Collections.unmodifiableNavigableMap(messages);
  }

  /** The schemas of {@link #messages}, each once, in their order. */
  public Collection<MessageSchema> inUse() {
    return Collections.unmodifiableCollection(inUse);
  }

  /** Schemas without an API key, such as {@code ConsumerProtocolSubscription}. */
  public Collection<MessageSchema> embedded() {
    return Collections.unmodifiableCollection(embedded.values());
  }

  /**
   * The schema of a request or response.
   *
   * @return null when no release lists it
   */
  public MessageSchema find(int apiKey, int version, Direction direction) {
    return messages.get(new MessageId(apiKey, version, direction));
  }

  /**
   * Schemas that bear a name in some release; those of one API share it even where a release
   * renamed it.
   */
  public Collection<MessageSchema> named(String name) {
    return Collections.unmodifiableCollection(byName.getOrDefault(name, List.of()));
  }

  /**
   * Kafka's name of an API, such as {@code ListOffsets}; {@code Unknown} for a key that no release
   * lists.
   */
  public String apiName(int apiKey) {
    return apiNames.getOrDefault(apiKey, UNKNOWN);
  }

  /** Every API key that some release lists, with its name, ascending. */
  public Map<Integer, String> apiNames() {
    return Collections.unmodifiableMap(apiNames);
  }

  /**
   * Versions of an API from the oldest to the newest listed; {@link VersionRange#NONE} for an
   * unknown key.
   */
  public VersionRange versions(int apiKey) {
    return apiVersions.getOrDefault(apiKey, VersionRange.NONE);
  }

  /** Whether some release lists that request. */
  public boolean isKnown(int apiKey, int version) {
    return versions(apiKey).contains(version);
  }
}
