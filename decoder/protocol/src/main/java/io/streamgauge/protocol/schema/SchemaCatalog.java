package io.streamgauge.protocol.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Every message that one of two kafka-clients releases lists. Immutable.
 *
 * <p>A message is identified by (api key, version, direction), never by its name. Where both
 * releases list it, the newer release's schema counts.
 */
public final class SchemaCatalog {
  /** Resources beside this class, oldest release first. */
  private static final List<String> RELEASES = List.of("legacy", "current");

  private static final String UNKNOWN = "Unknown";

  private final NavigableMap<MessageId, MessageSchema> messages = new TreeMap<>();
  private final Map<String, MessageSchema> embedded = new TreeMap<>();
  private final Map<String, Set<MessageSchema>> byName = new HashMap<>();
  private final Map<Integer, String> apiNames = new TreeMap<>();
  private final Map<Integer, VersionRange> apiVersions = new HashMap<>();

  private SchemaCatalog(List<List<MessageSchema>> oldestFirst) {
    for (List<MessageSchema> release : oldestFirst) {
      release.forEach(this::add);
    }
  }

  /**
   * Reads the schemas on the class path.
   *
   * @throws UncheckedIOException when they are missing or damaged, which is an error of the build
   */
  public static SchemaCatalog load() {
    List<List<MessageSchema>> releases = new ArrayList<>();
    for (String release : RELEASES) {
      releases.add(read("schemas-" + release + ".zip", release));
    }
    return new SchemaCatalog(releases);
  }

  /** A catalog of given releases, oldest first; for tests of the rules. */
  static SchemaCatalog of(List<List<MessageSchema>> oldestFirst) {
    return new SchemaCatalog(oldestFirst);
  }

  private static List<MessageSchema> read(String resource, String release) {
    SchemaParser parser = new SchemaParser(release);
    List<MessageSchema> schemas = new ArrayList<>();
    try (InputStream stream = SchemaCatalog.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IOException("Resource " + resource + " is missing");
      }
      ZipInputStream zip = new ZipInputStream(stream);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        schemas.add(parser.parse(zip.readAllBytes()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
    return schemas;
  }

  private void add(MessageSchema schema) {
    if (schema.versions().isEmpty()) {
      return;
    }
    byName.computeIfAbsent(schema.name(), name -> new LinkedHashSet<>()).add(schema);
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
    return Collections.unmodifiableCollection(byName.getOrDefault(name, Set.of()));
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
