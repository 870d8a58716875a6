package io.streamgauge.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class SchemaCatalogTest {
  private static final SchemaCatalog CATALOG = SchemaCatalog.load();

  /**
   * Fails with the keys and versions that a new release brought or dropped. To accept them, write
   * them into the file.
   */
  @Test
  void listsExactlyTheMessagesThatAreWrittenDown() throws IOException {
    // Given
    List<String> written;
    try (InputStream in = SchemaCatalogTest.class.getResourceAsStream("messages.txt")) {
      written = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }

    // When
    List<String> actual = describe();

    // Then
    List<String> added = new ArrayList<>(actual);
    added.removeAll(written);
    List<String> removed = new ArrayList<>(written);
    removed.removeAll(actual);
    assertThat(added).as("new or changed messages").isEmpty();
    assertThat(removed).as("messages that are gone or changed").isEmpty();
    assertThat(CATALOG.messages()).hasSize(736);
  }

  private static List<String> describe() {
    Map<String, List<String>> versions = new TreeMap<>();
    CATALOG
        .messages()
        .forEach(
            (id, schema) ->
                versions
                    .computeIfAbsent(
                        String.format(
                            "%03d %s %s",
                            id.apiKey(), CATALOG.apiName(id.apiKey()), id.direction()),
                        key -> new ArrayList<>())
                    .add(id.version() + (schema.release().equals("legacy") ? "L" : "")));
    return versions.entrySet().stream()
        .map(entry -> entry.getKey() + " " + String.join(" ", entry.getValue()))
        .toList();
  }

  @Test
  void givesEachSchemaOfSomeMessageOnce() {
    assertThat(CATALOG.inUse())
        .containsExactlyElementsOf(new LinkedHashSet<>(CATALOG.messages().values()));
  }

  @Test
  void namesApisAsKafkaDoes() {
    for (ApiKeys key : ApiKeys.values()) {
      assertThat(CATALOG.apiName(key.id)).isEqualTo(key.name);
    }
    assertThat(CATALOG.apiName(12_345)).isEqualTo("Unknown");
    assertThat(CATALOG.apiName(-1)).isEqualTo("Unknown");
  }

  @Test
  void theNewestReleaseThatListsAVersionWins() {
    // Given
    MessageSchema old = message("OldName", "0-3", "legacy");
    MessageSchema renamed = message("NewName", "2-5", "current");

    // When
    SchemaCatalog catalog = SchemaCatalog.of(List.of(List.of(old), List.of(renamed)));

    // Then
    assertThat(catalog.find(9, 1, Direction.REQUEST)).isEqualTo(old);
    assertThat(catalog.find(9, 2, Direction.REQUEST)).isEqualTo(renamed);
    assertThat(catalog.find(9, 6, Direction.REQUEST)).isNull();
    assertThat(catalog.find(9, 2, Direction.RESPONSE)).isNull();
    assertThat(catalog.versions(9)).isEqualTo(new VersionRange(0, 5));
    assertThat(catalog.isKnown(9, 5)).isTrue();
    assertThat(catalog.apiName(9)).isEqualTo("NewName");
    assertThat(catalog.named("OldName")).containsExactly(old);
  }

  private static MessageSchema message(String name, String versions, String release) {
    return new MessageSchema(
        name,
        MessageSchema.Kind.REQUEST,
        9,
        VersionRange.parse(versions),
        VersionRange.NONE,
        new StructSchema(List.of()),
        release);
  }

  @Test
  void readsVersionRangesInKafkasNotation() {
    assertThat(VersionRange.parse("3")).isEqualTo(new VersionRange(3, 3));
    assertThat(VersionRange.parse("0-4")).isEqualTo(new VersionRange(0, 4));
    assertThat(VersionRange.parse("2+").contains(30_000)).isTrue();
    assertThat(VersionRange.parse("2+").contains(1)).isFalse();
    assertThat(VersionRange.parse("none").isEmpty()).isTrue();
    for (String text : List.of("3", "0-4", "2+", "none")) {
      assertThat(VersionRange.parse(text)).hasToString(text);
    }
  }
}
