package io.streamgauge.quickstart.privacy;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A search that finds nothing proves something only if it would have found it. */
class NeedleTest {
  private static final String MARKER = "Zq7SecretXk";

  private final Needle needle = Needle.text(MARKER);

  @Test
  void findsEveryFormWhereverItLies() {
    for (int before = 0; before < 5; before++) {
      String text = "x".repeat(before) + MARKER + "y";
      byte[] bytes = text.getBytes(UTF_8);

      assertThat(needle.in(text)).containsExactly(MARKER);
      assertThat(needle.in(HexFormat.of().formatHex(bytes))).isNotEmpty();
      assertThat(needle.in(Base64.getEncoder().encode(bytes))).isNotEmpty();
      assertThat(needle.in(Base64.getUrlEncoder().withoutPadding().encode(bytes))).isNotEmpty();
      assertThat(needle.in(text.getBytes(UTF_16LE))).isNotEmpty();
      assertThat(needle.in(text.getBytes(UTF_16BE))).isNotEmpty();
    }
  }

  @Test
  void findsItAcrossTheBorderOfTwoChunks() {
    for (int shift = -12; shift <= 40; shift++) {
      assertThat(needle.in("x".repeat((1 << 20) + shift) + MARKER)).containsExactly(MARKER);
    }
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(needle.in("x".repeat(3 << 20) + MARKER.substring(1))).isEmpty();
  }
}
