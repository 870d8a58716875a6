package io.streamgauge.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLogTest {
  private static final String SECRET = "ab".repeat(48);

  @TempDir private Path folder;

  private static byte[] random(int number) {
    byte[] random = new byte[32];
    random[30] = (byte) (number >>> 8);
    random[31] = (byte) number;
    return random;
  }

  private static String line(int number) {
    return "CLIENT_RANDOM " + "00".repeat(30) + "%04x %s\n".formatted(number, SECRET);
  }

  private static SecretStore parse(SecretStore store, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    new KeyLogParser(store).parse(bytes, bytes.length);
    return store;
  }

  private static boolean has(SecretStore store, int number) {
    return store.copyOf(random(number), SecretLabel.CLIENT_RANDOM) != null;
  }

  @Test
  void linesMayBeSplitAnywhere() {
    // Given
    SecretStore store = new SecretStore(10);
    KeyLogParser parser = new KeyLogParser(store);
    // When
    for (byte each : (line(1) + "\r\n# a comment\n\n" + line(2)).getBytes(StandardCharsets.UTF_8)) {
      parser.parse(new byte[] {each}, 1);
    }
    // Then
    byte[] expected = new byte[48];
    Arrays.fill(expected, (byte) 0xab);
    assertThat(store.copyOf(random(1), SecretLabel.CLIENT_RANDOM)).isEqualTo(expected);
    assertThat(has(store, 2)).isTrue();
    assertThat(store.malformedLines()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CLIENT_RANDOM",
        "CLIENT_RANDOM 00 00",
        "CLIENT_RANDOM zz zz",
        "RSA Session-ID:00 11",
        "RSA Session-ID: Master-Key:",
        "client random secret",
        " ",
        "\u0000\u0001"
      })
  void whatCannotBeReadIsCountedAndCostsOnlyItself(String bad) {
    SecretStore store = parse(new SecretStore(10), bad + "\n" + line(1));

    assertThat(store.malformedLines()).isEqualTo(1);
    assertThat(has(store, 1)).isTrue();
  }

  @Test
  void anOverlongLineIsOneMalformedLine() {
    SecretStore store = parse(new SecretStore(10), "x".repeat(100_000) + "\n" + line(1));

    assertThat(store.malformedLines()).isEqualTo(1);
    assertThat(has(store, 1)).isTrue();
  }

  @Test
  void labelsOfNoUseArePassedBy() {
    SecretStore store = parse(new SecretStore(10), "RSA 00 11\nEXPORTER_SECRET 00 11\n");

    assertThat(store.malformedLines()).isZero();
    assertThat(store.sessions()).isZero();
  }

  @Test
  void theOldestSessionsGoBeyondTheLimitAndAreCounted() {
    // Given
    SecretStore store = new SecretStore(20);
    // When
    for (int i = 0; i < 200; i++) {
      parse(store, line(i));
    }
    // Then
    assertThat(store.sessions()).isEqualTo(20);
    assertThat(store.evictedSessions()).isEqualTo(180);
    assertThat(has(store, 179)).isFalse();
    assertThat(has(store, 180)).isTrue();
  }

  @Test
  void aFileIsReadAtOnceAndFollowed() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("keys.log"), line(1) + line(2).substring(0, 20));
    SecretStore store = new SecretStore(10);
    try (KeyLogFile log = KeyLogFile.open(file, store)) {
      assertThat(has(log.store(), 1)).isTrue();
      // When: the line goes on
      Files.writeString(file, line(2).substring(20), StandardOpenOption.APPEND);
      // Then
      await().until(() -> has(store, 2));
      // When: the file is begun anew
      Files.writeString(file, line(3));
      // Then
      await().until(() -> has(store, 3));
    }
    assertThat(store.sessions()).as("closing overwrites").isZero();
    assertThat(store.malformedLines()).isZero();
  }

  @Test
  void ofAFileThatNobodyWritesToTheLastLineNeedsNoEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("keys.log"), line(1) + line(2).strip());
    SecretStore store = new SecretStore(10);
    try (KeyLogFile log = KeyLogFile.open(file, store)) {
      assertThat(has(store, 2)).as("there may be more of it").isFalse();

      log.endsHere();

      assertThat(has(store, 2)).isTrue();
      assertThat(store.malformedLines()).isZero();
    }
  }

  @Test
  void aFileThatIsReplacedIsReadToItsEndAndThenTheNewOne() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("keys.log"), line(1));
    SecretStore store = new SecretStore(10);
    try (KeyLogFile log = KeyLogFile.open(file, store)) {
      // When: it is rotated, with a line that was not read yet, and the new one is as long
      Files.writeString(file, line(2), StandardOpenOption.APPEND);
      Files.move(file, folder.resolve("keys.log.1"));
      Files.writeString(folder.resolve("next"), line(3) + line(4));
      Files.move(folder.resolve("next"), file);
      // Then
      await().until(() -> has(store, 4));
      assertThat(has(log.store(), 2)).isTrue();
      assertThat(has(store, 3)).isTrue();
      // When: the new one grows
      Files.writeString(file, line(5), StandardOpenOption.APPEND);
      // Then
      await().until(() -> has(store, 5));
    }
  }

  @Test
  void whoWouldElseGiveUpHasTheFileReadAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("keys.log"), line(1));
    SecretStore store = new SecretStore(10);
    try (KeyLogFile log = KeyLogFile.open(file, store)) {
      Files.writeString(file, line(2), StandardOpenOption.APPEND);
      log.store().catchUp();

      assertThat(has(store, 2)).isTrue();
    }
    store.catchUp();
    assertThat(store.sessions()).as("after closing").isZero();
  }

  @Test
  void aMissingFileIsSaid() {
    assertThatThrownBy(() -> KeyLogFile.open(folder.resolve("none"), new SecretStore(1)))
        .isInstanceOf(NoSuchFileException.class);
  }
}
