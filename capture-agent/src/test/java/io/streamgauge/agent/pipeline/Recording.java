package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.exchange.ExchangeStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A recording, its exchanges, and the same told from its bytes; what holds of any part of it.
 *
 * @param exchanges what the pipeline makes of all packets
 * @param connections what {@link RecordedConnection} makes of them
 */
record Recording(
    List<RecordedPacket> packets,
    ReplayedExchanges exchanges,
    Map<String, RecordedConnection> connections) {

  /** A checked-in recording as a path with segments of at most that many bytes shows it. */
  static Recording read(String capture, int segmentBytes) throws IOException {
    return of(
        Losses.segmented(
            RecordedPacket.read(MetamorphicCaptureTest.FOLDER.resolve(capture)), segmentBytes));
  }

  static Recording of(List<RecordedPacket> packets) {
    return new Recording(packets, ReplayedExchanges.of(packets), RecordedConnection.of(packets));
  }

  /** Exchanges that must survive are there as they were. */
  void checkSurvivors(
      RecordedConnection connection,
      ExpectedExchanges expected,
      ReplayedExchanges found,
      String where) {
    Map<Integer, String> left = lines(found, connection.name());
    lines(exchanges, connection.name())
        .forEach(
            (id, line) -> {
              if (expected.surviving().contains(id)) {
                assertThat(left.get(id)).as("%s, exchange %d", where, id).isEqualTo(line);
              }
            });
  }

  /** Exchanges that are not as they were, beside those that the loss touched. */
  int cost(RecordedConnection connection, ExpectedExchanges expected, ReplayedExchanges found) {
    Map<Integer, String> left = lines(found, connection.name());
    Map<Integer, String> before = lines(exchanges, connection.name());
    before.keySet().removeAll(expected.touched());
    before.entrySet().removeIf(one -> one.getValue().equals(left.get(one.getKey())));
    return before.size();
  }

  /** No exchange was added, and none says what is not so. */
  void checkNothingAdded(String connection, ReplayedExchanges found, String where) {
    List<String> complete = new ArrayList<>();
    Map<String, Integer> left = new TreeMap<>();
    for (ReplayedExchanges.Found one : exchanges.byConnection.getOrDefault(connection, List.of())) {
      complete.add(one.line());
      left.merge(one.request(), 1, Integer::sum);
      left.merge(one.answer(), 1, Integer::sum);
    }
    for (ReplayedExchanges.Found one : found.byConnection.getOrDefault(connection, List.of())) {
      String key = one.exchange().apiKey() >= 0 ? one.request() : one.answer();
      assertThat(left.merge(key, -1, Integer::sum)).as(where + " " + key).isNotNegative();
      if (one.exchange().status() == ExchangeStatus.COMPLETE) {
        assertThat(complete.remove(one.line())).as(where + " " + one.line()).isTrue();
      }
    }
  }

  /**
   * Every byte from the first one seen on is decoded, undecodable or missing, as far as it shows
   * how many there were; and none is called decoded that was missing, but payload.
   */
  void checkBytes(
      RecordedConnection connection,
      ExpectedExchanges expected,
      ReplayedExchanges found,
      Set<Integer> lost,
      String where) {
    ReplayedExchanges.Bytes all = found.bytes.get(connection.name());
    if (all == null) {
      return;
    }
    ReplayedExchanges.Bytes decoded = found.decoded.get(connection.name());
    long requests = bytes(connection.requests(), connection.name(), expected, lost);
    long responses = bytes(connection.responses(), connection.name(), expected, lost);
    assertThat(all.requests()).as("%s, request bytes", where).isEqualTo(requests);
    assertThat(all.responses()).as("%s, response bytes", where).isEqualTo(responses);
    assertThat(decoded.requests())
        .as("%s, decoded request bytes", where)
        .isLessThanOrEqualTo(connection.requests().length() - expected.missingRequestBytes());
    assertThat(decoded.responses())
        .as("%s, decoded response bytes", where)
        .isLessThanOrEqualTo(connection.responses().length() - expected.missingResponseBytes());
  }

  private long bytes(
      RecordedStream stream, String connection, ExpectedExchanges expected, Set<Integer> lost) {
    long first = expected.isFromStart() ? 0 : stream.firstWithout(lost);
    return stream.knownEnd(packets, connection, lost) - first;
  }

  /** What is known of each exchange that is not cut off by the end of the recording, by its id. */
  private static Map<Integer, String> lines(ReplayedExchanges exchanges, String connection) {
    Map<Integer, String> lines = new TreeMap<>();
    for (ReplayedExchanges.Found found :
        exchanges.byConnection.getOrDefault(connection, List.of())) {
      ExchangeStatus status = found.exchange().status();
      if (status == ExchangeStatus.COMPLETE || status == ExchangeStatus.NO_RESPONSE) {
        lines.put(found.exchange().correlationId(), found.line());
      }
    }
    return lines;
  }
}
