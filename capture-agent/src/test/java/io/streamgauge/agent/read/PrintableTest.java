package io.streamgauge.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client names itself and its topics; it must not thereby write on the reader's terminal. */
class PrintableTest {
  @ParameterizedTest(name = "U+{0}")
  @CsvSource({"001B", "0000", "000A", "009B", "2028", "202E", "200B", "FEFF"})
  void charactersThatActOnATerminalAreReplaced(String codePoint) {
    String hostile = "a" + (char) Integer.parseInt(codePoint, 16) + "b";
    assertThat(Printable.of(hostile)).isEqualTo("a?b");
  }

  @ParameterizedTest
  @CsvSource({"orders", "bestellungen-\u00e4", "\u6ce8\u6587"})
  void otherTextIsLeftAlone(String text) {
    assertThat(Printable.of(text)).isSameAs(text);
  }
}
