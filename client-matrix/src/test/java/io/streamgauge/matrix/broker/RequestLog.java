package io.streamgauge.matrix.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The lines that Kafka's {@code kafka.request.logger} writes at DEBUG: one per request, once its
 * answer was sent or its connection is gone. What the SASL authenticator handles is not among them.
 */
public final class RequestLog {
  private static final String PREFIX = "Completed request:";
  private static final Set<String> CAPTURED = Set.of(BrokerConfig.CLIENTS, BrokerConfig.SASL);
  private static final ObjectMapper JSON = new ObjectMapper();

  private RequestLog() {}

  /** The requests of the captured listeners so far, in the order in which they were completed. */
  public static List<LoggedRequest> read(Path file) throws IOException {
    return parse(Files.readAllLines(file));
  }

  static List<LoggedRequest> parse(List<String> lines) {
    List<LoggedRequest> requests = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(PREFIX)) {
        LoggedRequest request = parse(line);
        if (CAPTURED.contains(request.listener())) {
          requests.add(request);
        }
      }
    }
    return requests;
  }

  private static LoggedRequest parse(String line) {
    try {
      return LoggedRequest.of(JSON.readTree(line.substring(PREFIX.length())));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a line of a request log: " + line, e);
    }
  }
}
