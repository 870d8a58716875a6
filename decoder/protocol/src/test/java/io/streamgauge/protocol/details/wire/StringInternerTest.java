package io.streamgauge.protocol.details.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringInternerTest {
  private final StringInterner strings = new StringInterner(16, 32);

  @ParameterizedTest
  @ValueSource(strings = {"", "orders", "жук", "a\tb\nc\u0000", "\uD83D\uDE00"})
  void givesTheSameStringForTheSameBytes(String text) {
    assertThat(intern(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    assertThat(intern(text.getBytes(StandardCharsets.UTF_8)))
        .isSameAs(intern(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void replacesInvalidUtf8() {
    assertThat(intern(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a\uFFFDb");
  }

  @Test
  void makesStringsAnewThatAreTooLong() {
    byte[] longName = "x".repeat(33).getBytes(StandardCharsets.UTF_8);
    assertThat(intern(longName)).isEqualTo("x".repeat(33)).isNotSameAs(intern(longName));
  }

  @Test
  void staysRightWhenMoreStringsComeThanFit() {
    for (int i = 0; i < 1000; i++) {
      String text = "member-" + i;
      assertThat(intern(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }
    assertThat(strings.evictions()).isBetween(900L, 1000L);
  }

  private String intern(byte[] utf8) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(utf8.length + 3).put(3, utf8);
    return strings.intern(buffer, 3, utf8.length);
  }
}
