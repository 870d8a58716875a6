package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.exchange.ConnectionDecoder;
import io.streamgauge.protocol.exchange.ConnectionOptions;
import io.streamgauge.protocol.exchange.Direction;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldReaderTest {

  @ParameterizedTest
  @EnumSource
  void answersWhoseRequestsWereLostAreReadAsWell(Traffic traffic) {
    // Given
    FieldReader reader = new FieldReader();
    Frames frames = traffic.frames();
    ConnectionDecoder connection =
        KafkaDecoder.builder()
            .build()
            .newWorker()
            .newConnection(ConnectionOptions.fromStart("broker:9092"), reader);

    // When
    connection.onGap(Direction.REQUEST, frames.request.limit(), 1);
    connection.onBytes(Direction.RESPONSE, frames.response, 0, frames.response.limit(), 2);
    connection.close(3);

    // Then
    assertThat(reader.sum()).isNotZero();
  }
}
