package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.identity.TopicNames;
import io.streamgauge.agent.read.JsonLinesWriter;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Direction;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeRecord;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a pipeline found in packets, by connection, times left out. */
final class ReplayedExchanges implements ExchangeObserver {
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();

  /**
   * One exchange.
   *
   * @param line everything that is known of it but its times
   */
  record Found(ExchangeRecord exchange, String line) {
    /** What tells its request from others of the connection. */
    String request() {
      return exchange.apiKey()
          + " v"
          + exchange.apiVersion()
          + " "
          + exchange.correlationId()
          + " "
          + exchange.clientId();
    }

    /** What tells its answer from others of the connection. */
    String answer() {
      return "answer " + exchange.correlationId();
    }
  }

  /** Bytes of both directions of a connection. */
  record Bytes(long requests, long responses) {}

  final Map<String, List<Found>> byConnection = new TreeMap<>();
  final Map<String, List<String>> anomalies = new TreeMap<>();

  /** Decoded, undecodable and missing ones together. */
  final Map<String, Bytes> bytes = new TreeMap<>();

  final Map<String, Bytes> decoded = new TreeMap<>();

  static ReplayedExchanges of(List<RecordedPacket> packets) {
    ReplayedExchanges found = new ReplayedExchanges();
    CapturePipeline pipeline =
        new CapturePipeline(PipelineOptions.forFiles(Set.of()), DECODER, found);
    RecordedPacket.replay(packets, pipeline);
    pipeline.finish();
    return found;
  }

  /** The lines of each connection, in order. */
  Map<String, List<String>> lines() {
    Map<String, List<String>> lines = new TreeMap<>();
    byConnection.forEach((name, list) -> lines.put(name, list.stream().map(Found::line).toList()));
    return lines;
  }

  /** What differs from another replay, a line each; the order is not looked at. */
  List<String> differencesFrom(ReplayedExchanges other) {
    List<String> differences = new ArrayList<>();
    Map<String, List<String>> mine = lines();
    Map<String, List<String>> theirs = other.lines();
    for (String name : theirs.keySet()) {
      List<String> found = mine.getOrDefault(name, List.of());
      minus(theirs.get(name), found).forEach(line -> differences.add("missing " + line));
      minus(found, theirs.get(name)).forEach(line -> differences.add("added " + line));
    }
    minus(List.copyOf(mine.keySet()), List.copyOf(theirs.keySet()))
        .forEach(name -> differences.add("added connection " + name));
    other.bytes.forEach(
        (name, expected) -> {
          if (!expected.equals(bytes.get(name))) {
            differences.add("bytes of " + name + " " + expected + " became " + bytes.get(name));
          }
        });
    return differences;
  }

  private static List<String> minus(List<String> all, List<String> some) {
    List<String> left = new ArrayList<>(all);
    some.forEach(left::remove);
    return left;
  }

  @Override
  public ConnectionObserver onConnection(Connection connection) {
    String name = connection.client().port() + "-" + connection.broker().port();
    List<Found> exchanges = byConnection.computeIfAbsent(name, unused -> new ArrayList<>());
    return new ConnectionObserver() {
      @Override
      public void onExchange(Exchange exchange) {
        exchanges.add(new Found(exchange.toRecord(), line(connection, exchange)));
      }

      @Override
      public void onAnomaly(Anomaly anomaly) {
        anomalies.computeIfAbsent(name, unused -> new ArrayList<>()).add(anomaly.toString());
      }

      @Override
      public void onClose(long timestampNanos) {
        bytes.put(name, new Bytes(all(Direction.REQUEST), all(Direction.RESPONSE)));
        decoded.put(
            name,
            new Bytes(
                connection.statistics().decodedBytes(Direction.REQUEST),
                connection.statistics().decodedBytes(Direction.RESPONSE)));
      }

      private long all(Direction direction) {
        return connection.statistics().decodedBytes(direction)
            + connection.statistics().undecodableBytes(direction)
            + connection.statistics().gapBytes(direction);
      }
    };
  }

  private static String line(Connection connection, Exchange exchange) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TopicNames nothing = new TopicNames(TopicNames.DEFAULT_LIMIT);
    try (JsonLinesWriter writer = new JsonLinesWriter(out, nothing)) {
      writer.write(connection, exchange);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8)
        .strip()
        .replaceAll("\"(time|latency_ns)\":(\"[^\"]*\"|-?\\d+|null),", "");
  }
}
