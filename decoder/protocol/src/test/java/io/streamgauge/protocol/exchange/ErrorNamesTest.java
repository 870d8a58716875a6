package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class ErrorNamesTest {
  @Test
  void namesErrorsAsKafkaDoes() {
    for (Errors error : Errors.values()) {
      assertThat(ErrorNames.of(error.code())).isEqualTo(error.name());
    }
    int unknown = Errors.values().length - 1;
    assertThat(ErrorNames.of(unknown)).isEqualTo(Integer.toString(unknown));
    assertThat(ErrorNames.of(-2)).isEqualTo("-2");
    assertThat(ErrorNames.isKnown(6)).isTrue();
  }
}
