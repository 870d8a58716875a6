package io.streamgauge.agent.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.ConsumerGroupDescribeDetails;
import io.streamgauge.protocol.details.CreateTopicsDetails;
import io.streamgauge.protocol.details.DeleteTopicsDetails;
import io.streamgauge.protocol.details.DescribeShareGroupOffsetsDetails;
import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.MetadataDetails;
import io.streamgauge.protocol.details.TopicIdsDetails;
import io.streamgauge.protocol.details.TopicPartitions;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TopicNamesTest {
  private static final KafkaUuid ID = new KafkaUuid(7, 9);
  private static final TopicPartitions BOTH = new TopicPartitions("orders", ID, List.of(0));

  static Stream<Arguments> teachers() {
    return Stream.of(
        Arguments.of("Metadata", metadata("orders", ID)),
        Arguments.of(
            "CreateTopics",
            new CreateTopicsDetails(
                false, List.of(new CreateTopicsDetails.Topic("orders", ID, 3, 1, 0)))),
        Arguments.of(
            "DeleteTopics",
            new DeleteTopicsDetails(List.of(new DeleteTopicsDetails.Topic("orders", ID, 0)))),
        Arguments.of("ConsumerGroupDescribe", described(List.of(BOTH), List.of())),
        Arguments.of("ConsumerGroupDescribe, target", described(List.of(), List.of(BOTH))),
        Arguments.of(
            "DescribeShareGroupOffsets",
            new DescribeShareGroupOffsetsDetails(
                List.of(
                    new DescribeShareGroupOffsetsDetails.Group(
                        "g",
                        0,
                        List.of(
                            new DescribeShareGroupOffsetsDetails.Partition(
                                "orders", ID, 0, 5, 1, 2, 0)))))),
        Arguments.of(
            "LeaderAndIsr and others",
            new TopicIdsDetails(List.of(new TopicIdsDetails.Topic("orders", ID)))));
  }

  private static MetadataDetails metadata(String name, KafkaUuid id) {
    return new MetadataDetails(
        "c", 1, List.of(), List.of(new MetadataDetails.Topic(0, name, id, false, List.of())));
  }

  private static ConsumerGroupDescribeDetails described(
      List<TopicPartitions> assignment, List<TopicPartitions> target) {
    return new ConsumerGroupDescribeDetails(
        List.of(
            new ConsumerGroupDescribeDetails.Group(
                0,
                "g",
                "Stable",
                1,
                1,
                "uniform",
                List.of(
                    new ConsumerGroupDescribeDetails.Member(
                        "m", null, null, 1, "c", "h", List.of(), null, assignment, target, 1)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("teachers")
  void learnsFromWhateverNamesBoth(String name, Details teacher) {
    TopicNames names = new TopicNames(10);

    names.learn(teacher);

    assertThat(names.nameOf(ID)).isEqualTo("orders");
  }

  @Test
  void learnsNothingWhereOneOfThemIsMissing() {
    TopicNames names = new TopicNames(10);

    names.learn(metadata("orders", KafkaUuid.ZERO));
    names.learn(metadata(null, ID));

    assertThat(names.nameOf(KafkaUuid.ZERO)).isNull();
    assertThat(names.nameOf(ID)).isNull();
  }

  @Test
  void isBoundedAndCountsWhatItDidNotLearn() {
    TopicNames names = new TopicNames(1);

    names.learn(metadata("orders", ID));
    names.learn(metadata("payments", new KafkaUuid(7, 10)));
    names.learn(metadata("orders-2", ID));

    assertThat(names.nameOf(ID)).isEqualTo("orders-2");
    assertThat(names.nameOf(new KafkaUuid(7, 10))).isNull();
    assertThat(names.notLearned()).isEqualTo(1);
  }
}
