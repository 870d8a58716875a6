package io.streamgauge.jobs.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultDeserializerTest {
  @Test
  void aTombstoneIsTheSeriesOfItsKeyWithoutAValue() {
    Result ended =
        Results.tombstone(
            MetricCatalog.CONSUMERGROUP_LAG_SECONDS,
            List.of("a\"b", "c\\d", "e\nf={\",}"),
            1_767_225_600L);

    assertThat(ResultDeserializer.ended(SeriesKey.of(ended), 1_767_225_600_123L)).isEqualTo(ended);
    assertThat(ResultDeserializer.ended("streamgauge_watermark_timestamp_seconds{}", 0))
        .isEqualTo(Results.tombstone(MetricCatalog.WATERMARK_TIMESTAMP_SECONDS, List.of(), 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{}", "x{a}", "x{a=\"}", "x{a=\"b\\\"}"})
  void whatIsNoSeriesIsRefused(String text) {
    assertThatThrownBy(() -> ResultDeserializer.ended(text, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
