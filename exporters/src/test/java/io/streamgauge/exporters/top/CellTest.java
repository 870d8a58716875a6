package io.streamgauge.exporters.top;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {
  @ParameterizedTest
  @CsvSource({
    "billing,   7, billing",
    "billing,   6, billi…",
    "billing,   1, …",
    "billing,   0, ''",
    // Wide characters take two columns; half of one is never shown.
    "請求書グループ, 14, 請求書グループ",
    "請求書グループ, 13, 請求書グルー…",
    "請求書グループ, 12, 請求書グル…",
    "😀😀😀,     5, 😀😀…",
    "חיובים,    4, חיו…",
    // A mark belongs to the character before it.
    "e\u0301e\u0301e\u0301, 3, e\u0301e\u0301e\u0301",
    "e\u0301e\u0301e\u0301, 2, e\u0301…",
  })
  void textIsCutByColumns(String text, int columns, String shown) {
    assertThat(Cell.fit(text, columns)).isEqualTo(shown);
    assertThat(Cell.columns(Cell.fit(text, columns))).isLessThanOrEqualTo(columns);
    assertThat(Cell.columns(Cell.left(text, columns))).isEqualTo(columns);
    assertThat(Cell.columns(Cell.right(text, columns))).isEqualTo(columns);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J\u001b[H",
        "\u001b]0;title\u0007",
        "\u009b31m",
        "a\rb\nc\td",
        "\u202egpj.exe",
        "\u2066isolate",
        "\u200b\u200e\ufeff",
        "\u2028\u2029",
        "\u0000\u007f\u0085",
        "\ud800",
      })
  void nothingThatATerminalActsOnIsLeft(String name) {
    String shown = Cell.printable(name);

    assertThat(shown.codePoints().map(Character::getType))
        .doesNotContain(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.SURROGATE,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR);
    assertThat(shown).contains("\\u");
  }

  @Test
  void aHeapOfMarksIsNotHeapedOnTheLinesAround() {
    String shown = Cell.printable("e" + "\u0301".repeat(100));

    assertThat(shown).startsWith("e\u0301\u0301\\u0301");
  }

  @Test
  void ofAMegabyteOnlyTheBeginningIsLookedAt() {
    assertThat(Cell.printable("x".repeat(1_000_000))).hasSizeLessThan(1000);
  }
}
