package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTableTest {
  private final List<String> rows = new ArrayList<>();
  private final FigureTable table = new FigureTable(rows::add);

  @Test
  void theMedianIsHeldAgainstTheBarNotTheHighest() {
    // When
    table.atMost("latency", "broker", new double[] {9, 1.01, 1}, 1.05);

    // Then
    assertThat(rows).containsExactly("| latency | broker | 1.010 | 1 – 9 | – | ≤ 1.050 | ok |");
    assertThat(table.isMissed()).isFalse();
  }

  @Test
  void aMedianThatIsTooLowIsTold() {
    // When
    table.atLeast("throughput", "broker", new double[] {0.5}, 0.97);

    // Then
    assertThat(rows).singleElement().asString().endsWith("| ≥ 0.970 | **missed** |");
    assertThat(table.isMissed()).isTrue();
  }

  @Test
  void aRatioIsHeldAgainstTheBarWhateverTheFigureIs() {
    // When
    table.ratioAtMost("CPU", "pcap4j", new double[] {12_345.6}, 0.25, 1.0 / 3);

    // Then
    assertThat(rows)
        .containsExactly("| CPU | pcap4j | 12,346 | 12,346 – 12,346 | 0.250 | ≤ 0.333 | ok |");
  }

  @Test
  void whatIsNoNumberMissesItsBar() {
    // When
    table.ratioAtMost("CPU", "tcpdump", new double[] {0}, Double.NaN, 2);

    // Then
    assertThat(table.isMissed()).isTrue();
  }

  @Test
  void aFigureWithoutABarMissesNone() {
    // When
    table.plain("rate", "all rounds", 3, 2, 1);
    table.ratio("CPU", "tcpdump", new double[] {1}, 100);

    // Then
    assertThat(table.isMissed()).isFalse();
  }
}
