package io.streamgauge.jobs.resolve;

import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.TopicConfigured;
import io.streamgauge.jobs.v1.TopicKept;
import java.util.Arrays;
import java.util.Optional;

/** What DescribeConfigs answered of topics: whether anything in them goes by age or size. */
final class TopicConfigurations {
  private static final String DELETE = "delete";

  private final Sink sink;

  TopicConfigurations(Sink sink) {
    this.sink = sink;
  }

  void topic(TopicConfigured event, TopicRef topic, EventBatchReader tables, Place place) {
    keepsAll(event, tables.string(event.getCleanupPolicy()))
        .ifPresent(
            keeps ->
                sink.cluster(
                    FactRouter.cluster(place)
                        .setTopicKept(
                            TopicKept.newBuilder().setTopic(topic.name()).setKeepsAll(keeps))
                        .build()));
  }

  /**
   * Whether a topic keeps all that was written.
   *
   * @param cleanupPolicy value of {@code cleanup.policy}; empty if it was not told
   * @return empty if what was asked for does not decide it
   */
  static Optional<Boolean> keepsAll(TopicConfigured event, String cleanupPolicy) {
    if (cleanupPolicy.isBlank()) {
      return Optional.empty();
    }
    if (Arrays.stream(cleanupPolicy.split(",")).noneMatch(each -> each.strip().equals(DELETE))) {
      return Optional.of(true);
    }
    boolean ages = event.hasRetentionMillis() && event.getRetentionMillis() >= 0;
    boolean fills = event.hasRetentionBytes() && event.getRetentionBytes() >= 0;
    if (ages || fills) {
      return Optional.of(false);
    }
    return event.hasRetentionMillis() && event.hasRetentionBytes()
        ? Optional.of(true)
        : Optional.empty();
  }
}
