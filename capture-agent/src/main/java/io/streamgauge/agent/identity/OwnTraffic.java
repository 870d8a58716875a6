package io.streamgauge.agent.identity;

/**
 * Recognises Streamgauge's own clients, topics and groups. Their traffic is counted apart and never
 * becomes an event: an agent that reported its own reports would never fall silent.
 */
public final class OwnTraffic {
  /** Every client id and group of ours begins with it. */
  public static final String CLIENT_PREFIX = "streamgauge-";

  /** Every topic of ours begins with it. */
  public static final String TOPIC_PREFIX = "streamgauge.";

  private OwnTraffic() {}

  /** Whether a client id is ours; null is not. */
  public static boolean isClient(String clientId) {
    return clientId != null && clientId.startsWith(CLIENT_PREFIX);
  }

  /** Whether a topic is ours; null is not. */
  public static boolean isTopic(String topic) {
    return topic != null && topic.startsWith(TOPIC_PREFIX);
  }

  /** Whether a group is ours; null is not. */
  public static boolean isGroup(String group) {
    return group != null && group.startsWith(CLIENT_PREFIX);
  }
}
