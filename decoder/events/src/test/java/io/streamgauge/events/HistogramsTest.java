package io.streamgauge.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HistogramsTest {
  static Stream<Arguments> inconsistencies() {
    return Stream.of(
        wrong("scale too coarse", m -> m.setScale(0)),
        wrong("scale too fine", m -> m.setScale(5)),
        wrong("index below 1", m -> m.setOffset(-2)),
        wrong("index beyond long", m -> m.setOffset(1007)),
        wrong("offset that overflows", m -> m.setOffset(Integer.MAX_VALUE)),
        wrong("count is not the buckets'", m -> m.setCount(9)),
        wrong("negative bucket", m -> m.setBucketCounts(0, -1)),
        wrong("buckets that overflow", m -> m.setBucketCounts(0, Long.MAX_VALUE)),
        wrong("negative zeros", m -> m.setZeroCount(-1)),
        wrong("negative sum", m -> m.setSum(-1)),
        wrong("min above max", m -> m.setMin(99)),
        wrong(
            "too many buckets", m -> m.addAllBucketCounts(java.util.Collections.nCopies(160, 0L))),
        wrong("count without buckets", m -> m.clearBucketCounts()));
  }

  private static Arguments wrong(
      String name, Consumer<io.streamgauge.events.v1.ExponentialHistogram.Builder> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inconsistencies")
  void anInconsistentMessageIsRefusedAndAddsNothing(
      String name, Consumer<io.streamgauge.events.v1.ExponentialHistogram.Builder> change) {
    // Given a sound message made unsound
    ExponentialHistogram values = new ExponentialHistogram();
    values.record(10);
    values.record(11);
    var message = Histograms.toProto(values).toBuilder();
    assertThat(Histograms.fromProto(message.build())).isPresent();
    change.accept(message);
    ExponentialHistogram into = new ExponentialHistogram();
    into.record(5);
    // When
    boolean merged = Histograms.mergeProto(into, message.build());
    // Then
    assertThat(merged).isFalse();
    assertThat(Histograms.fromProto(message.build())).isEmpty();
    assertThat(into.count()).isEqualTo(1);
  }
}
