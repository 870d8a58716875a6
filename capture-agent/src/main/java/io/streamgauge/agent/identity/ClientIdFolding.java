package io.streamgauge.agent.identity;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folds generated parts of client ids, so that {@code consumer-orders-17} and {@code
 * consumer-orders-18} are one client {@code consumer-orders-*}. Off unless configured.
 *
 * @param patterns regular expressions; the first that is found in a client id has its group 1, or
 *     what it matched as a whole, replaced by {@code *}
 */
public record ClientIdFolding(List<Pattern> patterns) {
  /** Leaves every client id as it is. */
  public static final ClientIdFolding NONE = new ClientIdFolding(List.of());

  /** Numbers at the end after a dash, as Kafka's own clients generate them. */
  public static final String GENERATED_SUFFIX = "-(\\d+)$";

  /** Copies the list. */
  public ClientIdFolding {
    patterns = List.copyOf(patterns);
  }

  /** The client id to report; never null, empty for null. */
  public String fold(String clientId) {
    if (clientId == null) {
      return "";
    }
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(clientId);
      if (matcher.find()) {
        int group = matcher.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
        return clientId.substring(0, matcher.start(group))
            + "*"
            + clientId.substring(matcher.end(group));
      }
    }
    return clientId;
  }
}
