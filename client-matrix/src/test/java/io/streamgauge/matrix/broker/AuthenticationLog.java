package io.streamgauge.matrix.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a broker's SASL authenticator says at DEBUG: it answers by itself until a client is
 * authenticated, and none of that is in the request log.
 *
 * @param requests requests with a Kafka header by their names, such as {@code SASL_HANDSHAKE};
 *     SaslAuthenticate is not logged
 * @param mechanisms connections by the mechanism they chose
 * @param completed connections that were authenticated
 */
public record AuthenticationLog(
    Map<String, Integer> requests, Map<String, Integer> mechanisms, int completed) {
  private static final Pattern REQUEST = Pattern.compile("Handling Kafka request (\\S+) during");
  private static final Pattern MECHANISM = Pattern.compile("Using SASL mechanism '(\\S+)'");
  private static final Pattern COMPLETED = Pattern.compile("Authentication complete");

  /** The log so far. */
  public static AuthenticationLog read(Path file) throws IOException {
    return parse(Files.readAllLines(file));
  }

  static AuthenticationLog parse(List<String> lines) {
    Map<String, Integer> requests = new TreeMap<>();
    Map<String, Integer> mechanisms = new TreeMap<>();
    int completed = 0;
    for (String line : lines) {
      count(REQUEST.matcher(line), requests);
      count(MECHANISM.matcher(line), mechanisms);
      completed += COMPLETED.matcher(line).find() ? 1 : 0;
    }
    return new AuthenticationLog(requests, mechanisms, completed);
  }

  private static void count(Matcher found, Map<String, Integer> counts) {
    if (found.find()) {
      counts.merge(found.group(1), 1, Integer::sum);
    }
  }
}
