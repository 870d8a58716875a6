package io.streamgauge.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.exporters.view.AdviceView;
import io.streamgauge.exporters.view.FlowView;
import io.streamgauge.exporters.view.GroupView;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupTrendsTest {
  private final GroupTrends trends = new GroupTrends();

  @ParameterizedTest
  @CsvSource({
    "100, 1000, growing 180/s",
    "1000, 100, shrinking 180/s",
    "1000, 1010, steady",
    "40000, 41000, steady",
    "0, 0, steady"
  })
  void theTrendIsTheChangeOverTheLastSeconds(long before, long after, String trend) {
    trends.add(10, List.of(group(OptionalLong.of(before))));
    trends.add(15, List.of(group(OptionalLong.of(after))));

    assertThat(trends.trend("billing")).isEqualTo(trend);
  }

  @Test
  void whatHappenedLongAgoIsNoTrend() {
    trends.add(0, List.of(group(OptionalLong.of(0))));
    trends.add(10, List.of(group(OptionalLong.of(5_000))));
    trends.add(15, List.of(group(OptionalLong.of(5_000))));

    assertThat(trends.trend("billing")).isEqualTo("steady");
  }

  @Test
  void anUnknownLagIsNeitherZeroNorATrend() {
    trends.add(0, List.of(group(OptionalLong.empty())));

    assertThat(trends.trend("billing")).isEmpty();
    assertThat(trends.range("billing")).isNull();
    assertThat(trends.lines(List.of(group(OptionalLong.empty()))))
        .singleElement()
        .asString()
        .containsPattern("lag +-");
  }

  @Test
  void theRangeHoldsTheWholeRun() {
    long second = 0;
    for (long lag : new long[] {300, 20, 2_000, 700}) {
      trends.add(second++, List.of(group(OptionalLong.of(lag))));
    }

    assertThat(trends.range("billing")).isEqualTo(new GroupTrends.Range(20, 2_000, 700));
  }

  private static GroupView group(OptionalLong lag) {
    return new GroupView(
        "c",
        "billing",
        OptionalLong.of(1),
        lag,
        OptionalDouble.empty(),
        6,
        "orders",
        OptionalDouble.of(1),
        "WARN",
        "",
        "Stable",
        FlowView.UNKNOWN,
        AdviceView.NONE);
  }
}
