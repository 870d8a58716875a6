package io.streamgauge.agent.read;

import io.streamgauge.agent.identity.TopicNames;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.details.value.KafkaUuid;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.AnomalyReason;
import io.streamgauge.protocol.exchange.Exchange;
import java.io.IOException;
import java.io.Writer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Totals per api, client and topic, written when the capture ends. */
public final class SummaryWriter implements ExchangeWriter {
  /** Clients and topics told apart; traffic of further ones is added up in one line. */
  private static final int MAX_LINES = 10_000;

  private static final String OTHER = "(others)";
  private static final double NANOS_PER_MILLI = 1e6;

  private final Writer out;
  private final TopicNames names;
  private final Map<String, Requests> apis = new TreeMap<>();
  private final Map<String, Requests> clients = new TreeMap<>();
  private final Map<String, Traffic> topics = new HashMap<>();
  private final Map<KafkaUuid, Traffic> topicsById = new HashMap<>();
  private final Map<AnomalyReason, Long> anomalies = new EnumMap<>(AnomalyReason.class);

  /**
   * @param out receives the lines; left open
   * @param names names of topic ids, read at the end: a name learned late serves too
   */
  public SummaryWriter(Writer out, TopicNames names) {
    this.out = out;
    this.names = names;
  }

  private static final class Requests {
    private long count;
    private long errors;
    private long unanswered;
    private long requestBytes;
    private long responseBytes;
    private long latencies;
    private long latencySum;
    private long latencyMax;

    private void add(Exchange exchange) {
      count++;
      if (exchange.errorCode() == Exchange.NO_ERROR_CODE) {
        unanswered++;
      } else if (exchange.errorCode() != 0) {
        errors++;
      }
      requestBytes += Math.max(0, exchange.requestBytes());
      responseBytes += Math.max(0, exchange.responseBytes());
      if (exchange.latencyNanos() != Exchange.UNKNOWN) {
        latencies++;
        latencySum += exchange.latencyNanos();
        latencyMax = Math.max(latencyMax, exchange.latencyNanos());
      }
    }
  }

  private static final class Traffic {
    private long producedRecords;
    private long producedBytes;
    private long fetchedRecords;
    private long fetchedBytes;

    private void add(Traffic other) {
      producedRecords += other.producedRecords;
      producedBytes += other.producedBytes;
      fetchedRecords += other.fetchedRecords;
      fetchedBytes += other.fetchedBytes;
    }
  }

  @Override
  public void write(Connection connection, Exchange exchange) {
    String api = exchange.apiKey() == Exchange.UNKNOWN ? "(no request seen)" : exchange.apiName();
    at(apis, api, Requests::new).add(exchange);
    String clientId = exchange.clientId() == null ? "" : exchange.clientId();
    at(clients, clientId.isEmpty() ? "(none)" : clientId, Requests::new).add(exchange);
    if (PartitionApis.hasRecords(exchange.apiKey())
        && exchange.details() instanceof PartitionDetails details) {
      addTraffic(exchange.apiKey(), details);
    }
  }

  private void addTraffic(int api, PartitionDetails details) {
    for (int i = 0; i < details.size(); i++) {
      PartitionRow row = details.row(i);
      Traffic traffic =
          row.topic() != null
              ? at(topics, row.topic(), Traffic::new)
              : topicsById.computeIfAbsent(
                  topicsById.size() < MAX_LINES
                      ? KafkaUuid.of(row.topicIdHigh(), row.topicIdLow())
                      : KafkaUuid.ZERO,
                  id -> new Traffic());
      long records = row.records() == PartitionRow.NONE ? 0 : row.records();
      long bytes = row.bytes() == PartitionRow.NONE ? 0 : row.bytes();
      if (api == PartitionApis.PRODUCE) {
        traffic.producedRecords += records;
        traffic.producedBytes += bytes;
      } else {
        traffic.fetchedRecords += records;
        traffic.fetchedBytes += bytes;
      }
    }
  }

  private static <T> T at(Map<String, T> map, String key, Supplier<T> maker) {
    T found = map.get(key);
    if (found == null) {
      found = map.computeIfAbsent(map.size() < MAX_LINES ? key : OTHER, any -> maker.get());
    }
    return found;
  }

  @Override
  public void write(Connection connection, Anomaly anomaly) {
    anomalies.merge(anomaly.reason(), 1L, Long::sum);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    writeRequests("API", apis);
    out.write(System.lineSeparator());
    writeRequests("CLIENT ID", clients);
    out.write(System.lineSeparator());
    writeTopics();
    if (!anomalies.isEmpty()) {
      out.write(
          anomalies.entrySet().stream()
              .map(entry -> entry.getKey().label() + " " + entry.getValue())
              .collect(Collectors.joining(", ", System.lineSeparator() + "Anomalies: ", "")));
      out.write(System.lineSeparator());
    }
    out.flush();
  }

  private void writeRequests(String title, Map<String, Requests> lines) throws IOException {
    line(
        "%-32s %10s %10s %10s %14s %14s %12s %12s%n",
        title, "EXCHANGES", "ERRORS", "NO ANSWER", "REQUEST B", "RESPONSE B", "MEAN ms", "MAX ms");
    List<Map.Entry<String, Requests>> busiest =
        lines.entrySet().stream()
            .sorted((a, b) -> Long.compare(b.getValue().count, a.getValue().count))
            .toList();
    for (Map.Entry<String, Requests> entry : busiest) {
      Requests total = entry.getValue();
      line(
          "%-32s %10d %10d %10d %14d %14d %12s %12s%n",
          Printable.of(entry.getKey()),
          total.count,
          total.errors,
          total.unanswered,
          total.requestBytes,
          total.responseBytes,
          total.latencies == 0 ? "-" : millis((double) total.latencySum / total.latencies),
          total.latencies == 0 ? "-" : millis((double) total.latencyMax));
    }
  }

  private void writeTopics() throws IOException {
    topicsById.forEach(
        (id, traffic) -> {
          String name = names.nameOf(id);
          at(topics, name == null ? id.toString() : name, Traffic::new).add(traffic);
        });
    line("%-32s %14s %14s %14s %14s%n", "TOPIC", "PRODUCED", "PRODUCED B", "FETCHED", "FETCHED B");
    for (Map.Entry<String, Traffic> entry : new TreeMap<>(topics).entrySet()) {
      Traffic total = entry.getValue();
      line(
          "%-32s %14d %14d %14d %14d%n",
          Printable.of(entry.getKey()),
          total.producedRecords,
          total.producedBytes,
          total.fetchedRecords,
          total.fetchedBytes);
    }
  }

  private static String millis(double nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLI);
  }

  private void line(String format, Object... cells) throws IOException {
    out.write(String.format(Locale.ROOT, format, cells));
  }
}
