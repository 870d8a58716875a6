package io.streamgauge.jobs.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.TopicConfigured;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicConfigurationsTest {
  @ParameterizedTest(name = "{0}, {1} ms, {2} bytes: {3}")
  @CsvSource(
      textBlock =
          """
          delete,            604800000, -1,   false
          delete,            -1,        1000, false
          delete,            604800000, ,     false
          delete,            -1,        -1,   true
          'compact,delete',  -1,        -1,   true
          'compact, delete', 1000,      -1,   false
          compact,           604800000, -1,   true
          compact,           ,          ,     true
          delete,            -1,        ,
          delete,            ,          -1,
          delete,            ,          ,
          '',                -1,        -1,
          '',                604800000, -1,
          """)
  void whetherATopicKeepsAllIsSaidOnlyIfWhatWasToldDecidesIt(
      String policy, Long millis, Long bytes, Boolean keepsAll) {
    TopicConfigured.Builder told = TopicConfigured.newBuilder();
    Optional.ofNullable(millis).ifPresent(told::setRetentionMillis);
    Optional.ofNullable(bytes).ifPresent(told::setRetentionBytes);

    assertThat(TopicConfigurations.keepsAll(told.build(), policy))
        .isEqualTo(Optional.ofNullable(keepsAll));
  }
}
