package io.streamgauge.exporters.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.SpanSampled.Kind;
import io.streamgauge.events.v1.SpanSampled.Reason;
import io.streamgauge.events.v1.TraceSpan;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpanIdsTest {
  private static final TraceSpan SEND =
      TraceSpan.newBuilder()
          .setKind(Kind.SEND)
          .setReason(Reason.RECORD)
          .setCluster("prod")
          .setTopic("orders")
          .setPartition(3)
          .setOffset(17)
          .setClientId("shop")
          .setStartNanos(5)
          .build();

  private final SpanIds ids = new SpanIds();

  /** As docs/otlp.md has it: others may derive it, so it does not change. */
  @Test
  void theTraceOfARecordIsTheOneThatIsDocumented() {
    assertThat(ids.of(SEND).getTraceId()).isEqualTo("3474fefe1933d381702e36759cd688f0");
    assertThat(ids.of(SEND).isValid()).isTrue();
    assertThat(ids.of(SEND).isSampled()).isTrue();
  }

  @Test
  void anExchangeThatIsToldAgainHasTheIdsThatItHad() {
    assertThat(new SpanIds().of(SEND)).isEqualTo(ids.of(SEND));
  }

  static Stream<TraceSpan> otherRecords() {
    return Stream.of(
        SEND.toBuilder().setCluster("test").build(),
        SEND.toBuilder().setTopic("returns").build(),
        SEND.toBuilder().setPartition(4).build(),
        SEND.toBuilder().setOffset(18).build());
  }

  @ParameterizedTest
  @MethodSource("otherRecords")
  void anotherRecordIsAnotherTrace(TraceSpan other) {
    assertThat(ids.of(other).getTraceId()).isNotEqualTo(ids.of(SEND).getTraceId());
  }

  @Test
  void eachConsumerAndEachGroupHasASpanOfItsOwnInTheTrace() {
    TraceSpan poll = SEND.toBuilder().setKind(Kind.POLL).setClientId("one").build();
    TraceSpan otherPoll = poll.toBuilder().setClientId("two").build();
    TraceSpan commit = poll.toBuilder().setKind(Kind.COMMIT).setGroup("a").build();
    TraceSpan otherCommit = commit.toBuilder().setGroup("b").build();

    assertThat(List.of(SEND, poll, otherPoll, commit, otherCommit))
        .extracting(span -> ids.of(span).getSpanId())
        .doesNotHaveDuplicates();
    assertThat(List.of(SEND, poll, otherPoll, commit, otherCommit))
        .extracting(span -> ids.of(span).getTraceId())
        .containsOnly(ids.of(SEND).getTraceId());
  }

  @Test
  void whatWasSlowHasNoParentThatNobodyTold() {
    TraceSpan slow = SEND.toBuilder().setKind(Kind.POLL).setReason(Reason.SLOW).build();

    assertThat(ids.parentOf(slow).isValid()).isFalse();
  }
}
