package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * DescribeConfigs (key 32): retention of topics. Other configurations, and other resources, are
 * never read.
 *
 * @param topics topics among the answer's resources
 */
public record DescribeConfigsDetails(List<TopicRetention> topics) implements Details {
  private static final long TOPIC = 2;
  private static final String RETENTION_MILLIS = "retention.ms";
  private static final String RETENTION_BYTES = "retention.bytes";
  private static final String CLEANUP_POLICY = "cleanup.policy";
  private static final Set<Object> WANTED =
      Set.of(RETENTION_MILLIS, RETENTION_BYTES, CLEANUP_POLICY);

  static final CaptureSpec<DescribeConfigsDetails> SPEC =
      CaptureSpec.of(32, "DescribeConfigs")
          .responseBelow("Results", "ErrorCode", "ResourceType", "ResourceName")
          .responseBelow("Results.Configs", "Name", "Value")
          .keepIf("Results.ResourceType", type -> type.equals(TOPIC))
          .keepIf("Results.Configs.Name", WANTED::contains)
          .make(
              (request, response) ->
                  new DescribeConfigsDetails(
                      response.structs("Results").stream().map(TopicRetention::of).toList()));

  /** Stands for a configuration that the answer does not hold. */
  public static final long NOT_TOLD = Long.MIN_VALUE;

  /** Takes copies of its lists. */
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
      String cleanupPolicy) {
    static TopicRetention of(Fields topic) {
      Map<String, Fields> configs = Parts.by(topic.structs("Configs"), name -> name.text("Name"));
      return new TopicRetention(
          topic.text("ResourceName"),
          topic.integer("ErrorCode", 0),
          number(configs.get(RETENTION_MILLIS)),
          number(configs.get(RETENTION_BYTES)),
          configs.containsKey(CLEANUP_POLICY) ? configs.get(CLEANUP_POLICY).text("Value") : null);
    }

    private static long number(Fields config) {
      String value = config == null ? null : config.text("Value");
      return value != null && value.matches("-?[0-9]{1,18}") ? Long.parseLong(value) : NOT_TOLD;
    }
  }
}
