package io.streamgauge.exporters.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceViewTest {
  @ParameterizedTest
  @CsvSource({"2, 4, out", "4, 2, in", "3, 3, keep", "-1, 3, keep", "3, -1, none"})
  void theActionFollowsFromWhatRunsAndWhatWouldServeBest(
      long replicas, long recommended, String action) {
    assertThat(advice(known(replicas), known(recommended), List.of()).action()).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource({
    "steady stalled, the committed offset does not move",
    "no_service_rate, until it shows what a member can process",
    "something_new, held: something_new",
  })
  void theReasonIsTheHoldThatExplainsMost(String holds, String reason) {
    AdviceView advice = advice(known(2), known(2), List.of(holds.split(" ")));

    assertThat(advice.reason()).contains(reason);
  }

  @Test
  void withoutAHoldTheReasonIsTheLoad() {
    assertThat(advice(known(2), known(4), List.of()).reason()).contains("134 %");
    assertThat(AdviceView.NONE.reason()).isEqualTo("no advice yet");
  }

  private static AdviceView advice(
      OptionalLong replicas, OptionalLong recommended, List<String> holds) {
    return AdviceView.of(
        replicas,
        recommended,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.of(1.34),
        holds);
  }

  private static OptionalLong known(long value) {
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
