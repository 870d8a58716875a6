package io.streamgauge.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.streamgauge.events.v1.AgentRollup;
import io.streamgauge.events.v1.AnomalyRollup;
import io.streamgauge.events.v1.FetchWaitRollup;
import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.TopicRollup;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A field added to a rollup must not be forgotten in {@link Rollups}. */
class RollupFieldsTest {
  static Stream<Message> sumsWithNothing() {
    return Stream.of(
        Rollups.add(
            RequestRollup.getDefaultInstance(),
            (RequestRollup) SampleMessages.fill(RequestRollup.newBuilder())),
        Rollups.add(
            TopicRollup.getDefaultInstance(),
            (TopicRollup) SampleMessages.fill(TopicRollup.newBuilder())),
        Rollups.add(
            ListenerRollup.getDefaultInstance(),
            (ListenerRollup) SampleMessages.fill(ListenerRollup.newBuilder())),
        Rollups.add(
            AnomalyRollup.getDefaultInstance(),
            (AnomalyRollup) SampleMessages.fill(AnomalyRollup.newBuilder())),
        Rollups.add(
            FetchWaitRollup.getDefaultInstance(),
            (FetchWaitRollup) SampleMessages.fill(FetchWaitRollup.newBuilder())),
        Rollups.add(
            AgentRollup.getDefaultInstance(),
            (AgentRollup) SampleMessages.fill(AgentRollup.newBuilder())));
  }

  @ParameterizedTest
  @MethodSource("sumsWithNothing")
  void everyFieldThatIsNotPartOfTheKeyArrivesInTheSum(Message sum) {
    Message sample = SampleMessages.fill(sum.newBuilderForType());

    for (FieldDescriptor field : sample.getDescriptorForType().getFields()) {
      boolean key =
          Stream.of("client", "topic", "kind", "api_key", "api_version", "reason")
              .anyMatch(field.getName()::equals);
      if (!key) {
        assertThat(sum.getAllFields()).as(field.getFullName()).containsKey(field);
      }
    }
  }
}
