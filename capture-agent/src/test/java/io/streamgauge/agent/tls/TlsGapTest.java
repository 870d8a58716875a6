package io.streamgauge.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gap in the ciphertext costs, and how the stream behind it is found again. */
class TlsGapTest {
  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Decrypted open(TlsScript script) {
    script.handshake().data(0, text("<"));
    return new Decrypted().knows(script.keyLog()).sees(script.take());
  }

  private static byte[] said(TlsScript script) {
    return TlsScript.concat(
        script.take().stream().map(TlsScript.Piece::bytes).toArray(byte[][]::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1301, 0x1303, 0xc02f, 0xcca8})
  void insideARecordCostsThatRecordAndItsSizeIsKnown(int suite) {
    // Given
    TlsScript script = new TlsScript(suite, 1);
    Decrypted seen = open(script);
    byte[] lost = said(script.data(0, new byte[1000]));
    // When
    seen.bytes(0, Arrays.copyOf(lost, 400)).gap(0, 100);
    seen.bytes(0, Arrays.copyOfRange(lost, 500, lost.length));
    seen.sees(script.data(0, text(">")).take());
    // Then
    assertThat(seen.text(0)).isEqualTo("<>");
    assertThat(seen.gaps).containsExactly(1000L);
    assertThat(seen.statistics().lostRecords()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1301, 0x1303, 0xc02f, 0xcca8})
  void acrossRecordsEndsAtTheNextThatOpens(int suite) {
    // Given
    TlsScript script = new TlsScript(suite, 2);
    Decrypted seen = open(script);
    byte[] lost =
        said(
            script
                .data(0, new byte[300])
                .data(0, new byte[10])
                .data(0, new byte[0])
                .data(0, new byte[5000]));
    byte[] behind = said(script.data(0, text(">")).data(0, text("!")));
    // When: what comes first behind the gap is the end of a record
    seen.bytes(0, Arrays.copyOf(lost, 100)).gap(0, lost.length - 1100);
    seen.bytes(0, Arrays.copyOfRange(lost, lost.length - 1000, lost.length));
    seen.bytes(0, behind);
    // Then
    assertThat(seen.text(0)).isEqualTo("<>!");
    assertThat(seen.gaps).containsExactly(5310L);
    assertThat(seen.statistics().lostRecords()).isEqualTo(4);
    assertThat(seen.shared.buffers().taken()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1301, 0xc02f})
  void inTheHandshakeIsOvercomeIfTheHellosAreThere(int suite) {
    // Given
    TlsScript script = new TlsScript(suite, 3).handshake();
    List<TlsScript.Piece> handshake = script.take();
    Decrypted seen = new Decrypted().knows(script.keyLog());
    for (int i = 0; i < handshake.size(); i++) {
      TlsScript.Piece piece = handshake.get(i);
      if (i < 2) {
        seen.bytes(piece.side(), piece.bytes());
      } else {
        seen.gap(piece.side(), piece.bytes().length);
      }
    }
    // When
    seen.sees(script.data(0, text("ask")).data(1, text("answer")).data(0, text("!")).take());
    // Then
    assertThat(seen.text(0)).isEqualTo("ask!");
    assertThat(seen.text(1)).isEqualTo("answer");
    assertThat(seen.gaps).containsExactly(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1301, 0xc02f})
  void beyondTheGuessesEndsTheDirectionWithAReason(int suite) {
    // Given
    TlsScript script = new TlsScript(suite, 4);
    Decrypted seen = open(script);
    for (int i = 0; i < 10 * TlsLimits.DEFAULTS.maxGuesses(); i++) {
      script.data(0, text("x"));
    }
    // When
    seen.gap(0, said(script).length);
    seen.sees(script.data(0, text("gone")).data(1, text("answer")).take());
    // Then
    assertThat(seen.text(0)).isEqualTo("<");
    assertThat(seen.text(1)).isEqualTo("answer");
    assertThat(seen.connection.isOpaque()).isFalse();
    assertThat(seen.gaps).as("the rest is told as a gap").startsWith(Long.MAX_VALUE);
    assertThat(seen.statistics().undecrypted(Undecrypted.GAP)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1301, 0xc02f})
  void withNothingThatOpensBehindItEndsWithinBounds(int suite) {
    // Given
    TlsScript script = new TlsScript(suite, 5);
    Decrypted seen = open(script);
    seen.gap(0, 100_000);
    // When
    for (int i = 0; i < 10 * TlsLimits.DEFAULTS.maxSearchBytes() / 16_384; i++) {
      seen.bytes(0, new byte[16_384]);
    }
    // Then
    assertThat(seen.statistics().undecrypted(Undecrypted.GAP)).isEqualTo(1);
    assertThat(seen.shared.buffers().taken()).isZero();
  }
}
