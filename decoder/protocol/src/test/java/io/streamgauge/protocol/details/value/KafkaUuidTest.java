package io.streamgauge.protocol.details.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class KafkaUuidTest {
  @Test
  void printsAsKafkaDoes() {
    assertThat(new KafkaUuid(1, -2)).hasToString(new Uuid(1, -2).toString());
    assertThat(KafkaUuid.of(0, 0)).isSameAs(KafkaUuid.ZERO);
    assertThat(KafkaUuid.ZERO.isZero()).isTrue();
  }
}
