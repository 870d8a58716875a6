package io.streamgauge.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsConnectionTest {
  private static final int AES = 0x1301;
  private static final int AES_12 = 0xc02f;

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static TlsScript talk(int suite) {
    return new TlsScript(suite, suite)
        .handshake()
        .data(0, text("ask"))
        .data(1, text("answer"))
        .data(0, text(" more"));
  }

  @ParameterizedTest(name = "suite {0} in pieces of {1}")
  @CsvSource({
    "0x1301, 100000",
    "0x1302, 100000",
    "0x1303, 100000",
    "0xc02f, 100000",
    "0xc030, 100000",
    "0xcca8, 100000",
    "0x009c, 100000",
    "0x009f, 100000",
    "0x1301, 1",
    "0x1303, 7",
    "0xc02f, 1",
    "0xcca9, 5",
    "0xc02c, 1448"
  })
  void giveBackWhatTheApplicationSent(int suite, int size) {
    // Given
    TlsScript script = talk(suite);
    // When
    Decrypted seen = new Decrypted().knows(script.keyLog()).sees(script.pieces(), size).close();
    // Then
    assertThat(seen.text(0)).isEqualTo("ask more");
    assertThat(seen.text(1)).isEqualTo("answer");
    assertThat(seen.gaps).isEmpty();
    assertThat(seen.statistics().plaintextBytes()).isEqualTo(14);
    assertThat(seen.shared.buffers().taken()).isZero();
    assertThat(seen.secrets.sessions()).as("the connection's secrets are forgotten").isZero();
    assertThat(seen.shared.buffers().plain()).as("plaintext is overwritten").containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {AES, 0x1303})
  void followKeyUpdatesRetriesAndPadding(int suite) {
    // Given
    TlsScript script = new TlsScript(suite, 1).clientHello().helloRetry().answer().padded(13);
    script.data(0, text("a")).keyUpdate(0).data(0, text("b")).keyUpdate(1).data(1, text("c"));
    script.keyUpdate(0).data(0, text("d"));
    // When
    Decrypted seen = new Decrypted().knows(script.keyLog()).sees(script.pieces());
    // Then
    assertThat(seen.text(0)).isEqualTo("abd");
    assertThat(seen.text(1)).isEqualTo("c");
  }

  @ParameterizedTest
  @ValueSource(ints = {AES_12, 0xcca8})
  void mayBeNamedByTheirSessionIfTheyAreOfTls12(int suite) {
    TlsScript script = talk(suite);

    Decrypted seen = new Decrypted().knows(script.keyLogBySession()).sees(script.pieces());

    assertThat(seen.text(0)).isEqualTo("ask more");
    assertThat(seen.text(1)).isEqualTo("answer");
  }

  @Test
  void passEarlyDataByAndSaySo() {
    // Given
    TlsScript script = new TlsScript(AES, 1).clientHello().earlyData().earlyData();
    script.answer().data(0, text("ask")).data(1, text("answer"));
    // When
    Decrypted seen = new Decrypted().knows(script.keyLog()).sees(script.pieces());
    // Then
    assertThat(seen.text(0)).isEqualTo("ask");
    assertThat(seen.gaps).containsExactly(Long.MAX_VALUE);
    assertThat(seen.statistics().skippedEarlyRecords()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {AES, AES_12})
  void waitForSecretsThatComeBehindThePackets(int suite) {
    // Given
    TlsScript script = talk(suite);
    Decrypted seen = new Decrypted().sees(script.take());
    assertThat(seen.statistics().heldBytes()).isPositive();
    assertThat(seen.text(0)).isEmpty();
    // When
    if (script.suite().tls13) {
      seen.knows(script.handshakeKeyLog()).later(1);
      assertThat(seen.text(0)).isEmpty();
    }
    seen.knows(script.keyLog()).sees(script.data(1, text("!")).take());
    // Then
    assertThat(seen.text(0)).isEqualTo("ask more");
    assertThat(seen.text(1)).isEqualTo("answer!");
    assertThat(seen.statistics().heldBytes()).isZero();
  }

  @Test
  void areOpaqueWithoutSecretsAfterBoundedWaiting() {
    // Given
    TlsScript script = talk(AES);
    Decrypted tooLong = new Decrypted().sees(script.pieces());
    Decrypted tooMuch = new Decrypted(tooLong.shared).sees(script.take());
    Decrypted ended = new Decrypted(tooLong.shared).sees(talk(AES_12).pieces());
    // When
    tooLong.later(TlsLimits.DEFAULTS.maxHeldNanos() + 1_000);
    for (int i = 0; i < 10; i++) {
      tooMuch.sees(script.data(0, new byte[TlsLimits.DEFAULTS.maxHeldBytes() / 8]).take());
    }
    ended.close();
    // Then
    for (Decrypted each : List.of(tooLong, tooMuch, ended)) {
      assertThat(each.connection.isOpaque()).isTrue();
      assertThat(each.gaps).isEmpty();
    }
    assertThat(tooLong.statistics().undecrypted(Undecrypted.NO_SECRET)).isEqualTo(3);
    assertThat(tooLong.statistics().heldBytes()).isZero();
    assertThat(tooLong.shared.buffers().taken()).as("an opaque one holds no buffer").isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {AES, AES_12})
  void areReadWhenTheKeyLogIsReadOnlyAfterMuchHasCome(int suite) {
    // Given secrets that lie in the key log and were not read yet
    TlsScript script = talk(suite);
    Decrypted seen = new Decrypted();
    seen.secrets.fedBy(() -> seen.knows(script.keyLog()));
    // When more comes than may be held
    int size = TlsLimits.DEFAULTS.maxHeldBytes() / 8;
    seen.sees(script.take());
    for (int i = 0; i < 10; i++) {
      seen.sees(script.data(1, new byte[size]).take());
    }
    // Then
    assertThat(seen.connection.isOpaque()).isFalse();
    assertThat(seen.text(1)).hasSize("answer".length() + 10 * size);
    assertThat(seen.statistics().heldBytes()).isZero();
  }

  @Test
  void doNotWaitLongerBecauseOtherSecretsCome() {
    Decrypted seen = new Decrypted().sees(talk(AES_12).take());

    for (int i = 0; i < 3; i++) {
      seen.knows(new TlsScript(AES_12, 7 + i).handshake().keyLog());
      seen.later(TlsLimits.DEFAULTS.maxHeldNanos() / 2);
    }

    assertThat(seen.connection.isOpaque()).isTrue();
    assertThat(seen.statistics().heldBytes()).isZero();
  }

  @Test
  void ofSeveralWorkersKeepNoMoreThanThoseOfOne() {
    TlsLimits all = TlsLimits.DEFAULTS;

    TlsLimits each = all.dividedBy(4);

    assertThat(4 * each.maxConnections()).isLessThanOrEqualTo(all.maxConnections());
    assertThat(4 * each.maxTotalHeldBytes()).isLessThanOrEqualTo(all.maxTotalHeldBytes());
    assertThat(4 * each.maxRecordBuffers()).isLessThanOrEqualTo(all.maxRecordBuffers());
  }

  @Test
  void areOpaqueIfTheirSuiteCannotBeOpened() {
    Decrypted seen = new Decrypted().sees(new TlsScript(0xc013, 1).handshake().pieces());

    assertThat(seen.connection.isOpaque()).isTrue();
    assertThat(seen.statistics().undecrypted(Undecrypted.UNSUPPORTED)).isEqualTo(1);
  }

  @Test
  void areOpaqueIfTheSecretsAreOthers() {
    // Given
    TlsScript script = talk(AES);
    String wrong = script.keyLog().replaceAll("(?m)..$", "00");
    // When
    Decrypted seen = new Decrypted().knows(wrong).sees(script.pieces());
    // Then
    assertThat(seen.connection.isOpaque()).isTrue();
    assertThat(seen.statistics().undecrypted(Undecrypted.REFUSED)).isEqualTo(1);
  }

  @Test
  void beyondTheLimitStayOpaqueAndAreCounted() {
    // Given
    TlsDecryption shared =
        new TlsDecryption(new SecretStore(1_000), TlsLimits.DEFAULTS.withMaxConnections(10));
    // When
    for (int i = 0; i < 100; i++) {
      TlsConnection connection = shared.open(0, null);
      assertThat(connection == null).isEqualTo(i >= 10);
    }
    // Then
    assertThat(shared.statistics().openConnections()).isEqualTo(10);
    assertThat(shared.statistics().undecrypted(Undecrypted.LIMIT)).isEqualTo(90);
    assertThat(shared.statistics().connections()).isEqualTo(100);
  }
}
