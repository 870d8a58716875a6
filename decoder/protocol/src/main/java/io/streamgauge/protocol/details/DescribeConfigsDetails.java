package io.streamgauge.protocol.details;

import java.util.List;

/**
 * DescribeConfigs (key 32): retention of topics. Other configurations, and other resources, are
 * never read.
 *
 * @param topics topics among the answer's resources
 */
public record DescribeConfigsDetails(List<TopicRetention> topics) implements Details {
  /** Stands for a configuration that the answer does not hold. */
  public static final long NOT_TOLD = Long.MIN_VALUE;

  public DescribeConfigsDetails {
    topics = List.copyOf(topics);
  }

  /**
   * What is kept of a topic.
   *
   * @param errorCode 0 for none
   * @param retentionMillis {@code retention.ms}; -1 for ever, {@link #NOT_TOLD}
   * @param retentionBytes {@code retention.bytes} per partition; -1 no bound, {@link #NOT_TOLD}
   * @param cleanupPolicy {@code cleanup.policy}, such as {@code compact,delete}; null if not told
   */
  public record TopicRetention(
      String topic,
      int errorCode,
      long retentionMillis,
      long retentionBytes,
      String cleanupPolicy) {}
}
