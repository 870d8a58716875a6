package io.streamgauge.drivers.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts the requests that a Java client says it sends, by API. No release has a metric of that,
 * but each logs every request: {@code NetworkClient} its own, {@code SaslClientAuthenticator} the
 * steps of logging in, which bypass it.
 *
 * <p>The client logs through slf4j into java.util.logging. Warnings go on to standard error.
 */
final class RequestLog extends Handler {
  private static final String PACKAGE = "org.apache.kafka";
  private static final String CLIENT = PACKAGE + ".clients.NetworkClient";
  private static final String LOGIN =
      PACKAGE + ".common.security.authenticator.SaslClientAuthenticator";

  /** Two forms before 2.x, for the newest version of an API and for others; no API in 0.10. */
  private static final Pattern REQUEST =
      Pattern.compile("(?:Sending|Using older server API v\\d+ to send) (?:([A-Z_]+) |\\{)");

  /** From 0.10 only: there, answers name their API, though by its number. */
  private static final Pattern ANSWER =
      Pattern.compile("Completed receive from node -?\\d+, for key (\\d+),");

  private static final Pattern LOGIN_STATE = Pattern.compile("Set SASL client state to ([A-Z_]+)");

  /** What 0.10 can send, by API key. */
  private static final List<String> APIS =
      List.of(
          "Produce",
          "Fetch",
          "ListOffsets",
          "Metadata",
          "LeaderAndIsr",
          "StopReplica",
          "UpdateMetadata",
          "ControlledShutdown",
          "OffsetCommit",
          "OffsetFetch",
          "FindCoordinator",
          "JoinGroup",
          "Heartbeat",
          "LeaveGroup",
          "SyncGroup",
          "DescribeGroups",
          "ListGroups",
          "SaslHandshake",
          "ApiVersions",
          "CreateTopics",
          "DeleteTopics");

  // java.util.logging forgets loggers nobody holds, and with them their levels.
  private final List<Logger> loggers = List.of(Logger.getLogger(CLIENT), Logger.getLogger(LOGIN));
  private final Logger beans = Logger.getLogger(PACKAGE + ".common.utils");

  private long sent;
  private final Map<String, Long> byClient = new TreeMap<>();
  private final Map<String, Long> byLogin = new TreeMap<>();
  private long tokens;

  void install() {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setLevel(Level.WARNING);
    }
    // Two members of a group with one client id are meant; the client warns of their JMX names.
    beans.setLevel(Level.SEVERE);
    for (Logger logger : loggers) {
      logger.setLevel(Level.FINEST);
      logger.addHandler(this);
    }
  }

  /** Forgets what was counted, for the next scenario. */
  synchronized void reset(Scenario scenario) {
    boolean scram =
        scenario.security() != null && scenario.security().mechanism().startsWith("SCRAM");
    tokens = scram ? 2 : 1;
    sent = 0;
    byClient.clear();
    byLogin.clear();
  }

  /** How many requests the client proper has sent. */
  synchronized long sent() {
    return sent;
  }

  /**
   * Requests of the client proper by Kafka's names of the APIs ({@code ApiVersions}); of 0.10,
   * those that were answered.
   */
  synchronized Map<String, Long> byClient() {
    return new TreeMap<>(byClient);
  }

  /** Requests of logging in. */
  synchronized Map<String, Long> byLogin() {
    return new TreeMap<>(byLogin);
  }

  @Override
  public synchronized void publish(LogRecord event) {
    String message = event.getMessage();
    Matcher request = REQUEST.matcher(message);
    if (request.find()) {
      sent++;
      if (request.group(1) != null) {
        byClient.merge(name(request.group(1)), 1L, Long::sum);
      }
      return;
    }
    Matcher answer = ANSWER.matcher(message);
    if (answer.find()) {
      byClient.merge(APIS.get(Integer.parseInt(answer.group(1))), 1L, Long::sum);
      return;
    }
    Matcher state = LOGIN_STATE.matcher(message);
    if (state.find()) {
      login(state.group(1));
    }
  }

  private void login(String state) {
    switch (state) {
      case "SEND_APIVERSIONS_REQUEST" -> byLogin.merge("ApiVersions", 1L, Long::sum);
      case "SEND_HANDSHAKE_REQUEST" -> byLogin.merge("SaslHandshake", 1L, Long::sum);
      case "INITIAL" -> {
        // Releases that do not ask for versions first send bare tokens, which are no requests.
        if (byLogin.containsKey("ApiVersions")) {
          byLogin.merge("SaslAuthenticate", tokens, Long::sum);
        }
      }
      default -> {}
    }
  }

  /** {@code API_VERSIONS} → {@code ApiVersions}. */
  private static String name(String key) {
    return Arrays.stream(key.split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
