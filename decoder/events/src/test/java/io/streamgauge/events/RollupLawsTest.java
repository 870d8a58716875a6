package io.streamgauge.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.AgentRollup;
import io.streamgauge.events.v1.AnomalyRollup;
import io.streamgauge.events.v1.CaptureCount;
import io.streamgauge.events.v1.CaptureCounter;
import io.streamgauge.events.v1.ConnectionKind;
import io.streamgauge.events.v1.ConnectionTotal;
import io.streamgauge.events.v1.ErrorCount;
import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.TopicRollup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Law 1: aggregating rollups is aggregating exchanges, in any grouping and order. */
class RollupLawsTest {
  /** What one exchange adds; a plain value, so the expectation needs no rollup. */
  private record Seen(
      int requestBytes,
      int responseBytes,
      int error,
      long brokerNanos,
      long waitNanos,
      int throttle) {
    static Seen random(Random random) {
      return new Seen(
          random.nextInt(5000),
          random.nextInt(90_000),
          random.nextInt(4) == 0 ? random.nextInt(90) : 0,
          (long) Math.exp(random.nextDouble() * 25),
          random.nextBoolean() ? random.nextInt(500_000_000) : -1,
          random.nextInt(3));
    }

    boolean waited() {
      return waitNanos >= 0;
    }

    RequestRollup rollup() {
      RequestRollup.Builder one =
          RequestRollup.newBuilder()
              .setClient(3)
              .setApiKey(1)
              .setApiVersion(12)
              .setRequests(1)
              .setResponses(1)
              .setRequestBytes(requestBytes)
              .setResponseBytes(responseBytes)
              .setThrottleMillis(throttle)
              .setInflightByteMicros(requestBytes * brokerNanos)
              .addErrors(ErrorCount.newBuilder().setCode(error).setCount(1))
              .setBrokerTime(histogram(LongStream.of(brokerNanos)));
      if (waited()) {
        one.setWaitTime(histogram(LongStream.of(waitNanos)));
      }
      return one.build();
    }
  }

  @Property(tries = 100)
  void requestsInAnyGroupingAndOrderAreTheExchangesTogether(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 60) int exchanges) {
    // Given
    List<Seen> seen = IntStream.range(0, exchanges).mapToObj(i -> Seen.random(random)).toList();
    // When
    RequestRollup rollup =
        combineAnyhow(seen.stream().map(Seen::rollup).toList(), Rollups::add, random);
    // Then
    TreeMap<Integer, Long> errors = new TreeMap<>();
    seen.forEach(s -> errors.merge(s.error(), 1L, Long::sum));
    RequestRollup.Builder expected =
        RequestRollup.newBuilder()
            .setClient(3)
            .setApiKey(1)
            .setApiVersion(12)
            .setRequests(exchanges)
            .setResponses(exchanges)
            .setRequestBytes(seen.stream().mapToLong(Seen::requestBytes).sum())
            .setResponseBytes(seen.stream().mapToLong(Seen::responseBytes).sum())
            .setThrottleMillis(seen.stream().mapToLong(Seen::throttle).sum())
            .setInflightByteMicros(
                seen.stream().mapToLong(s -> s.requestBytes() * s.brokerNanos()).sum())
            .setBrokerTime(histogram(seen.stream().mapToLong(Seen::brokerNanos)));
    errors.forEach(
        (code, count) -> expected.addErrors(ErrorCount.newBuilder().setCode(code).setCount(count)));
    if (seen.stream().anyMatch(Seen::waited)) {
      expected.setWaitTime(
          histogram(seen.stream().filter(Seen::waited).mapToLong(Seen::waitNanos)));
    }
    assertThat(rollup).isEqualTo(expected.build());
  }

  @Property(tries = 50)
  void countsWithoutAnAnswerAddUp(@ForAll Random random) {
    List<RequestRollup> parts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      parts.add(RequestRollup.newBuilder().setUnanswered(i).setFireAndForget(2L * i).build());
    }

    RequestRollup rollup = combineAnyhow(parts, Rollups::add, random);

    assertThat(rollup)
        .isEqualTo(RequestRollup.newBuilder().setUnanswered(190).setFireAndForget(380).build());
  }

  @Property(tries = 50)
  void topicTrafficAddsUp(@ForAll Random random) {
    List<TopicRollup> parts = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      parts.add(traffic(i, 100L * i, 1, 7L * i));
    }

    assertThat(combineAnyhow(parts, Rollups::add, random))
        .isEqualTo(traffic(210, 21_000, 20, 1470));
  }

  private static TopicRollup traffic(long records, long bytes, long batches, long uncountable) {
    return TopicRollup.newBuilder()
        .setClient(1)
        .setTopic(2)
        .setKind(TopicRollup.Kind.CONSUME)
        .setRecords(records)
        .setBytes(bytes)
        .setBatches(batches)
        .setUncountableBytes(uncountable)
        .build();
  }

  @Property(tries = 50)
  void listenerTrafficAddsUpButItsRunningTotalIsTheLargest(@ForAll Random random) {
    List<ListenerRollup> parts = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      parts.add(listener(i, i));
    }

    assertThat(combineAnyhow(parts, Rollups::add, random)).isEqualTo(listener(55, 10));
  }

  private static ListenerRollup listener(long sum, long total) {
    return ListenerRollup.newBuilder()
        .setDecodedBytes(sum)
        .setUndecodableBytes(2 * sum)
        .setGapBytes(3 * sum)
        .setOpaqueBytes(4 * sum)
        .setSelfBytes(5 * sum)
        .setConnectionsOpened(6 * sum)
        .setConnectionsClosed(7 * sum)
        .setAccountedBytesTotal(total)
        .addConnections(connections(ConnectionKind.PLAINTEXT, 8 * total, 7 * total))
        .addConnections(connections(ConnectionKind.TLS, total, 0))
        .build();
  }

  private static ConnectionTotal connections(ConnectionKind kind, long opened, long closed) {
    return ConnectionTotal.newBuilder()
        .setKind(kind)
        .setOpenedTotal(opened)
        .setClosedTotal(closed)
        .build();
  }

  @Property(tries = 50)
  void anomaliesAddUp(@ForAll Random random) {
    AnomalyRollup one = AnomalyRollup.newBuilder().setReason(4).setCount(1).setBytes(10).build();

    assertThat(combineAnyhow(Collections.nCopies(9, one), Rollups::add, random))
        .isEqualTo(AnomalyRollup.newBuilder().setReason(4).setCount(9).setBytes(90).build());
  }

  @Property(tries = 50)
  void agentCountsAddUpAndItsGaugesAreTheNewestInAnyGrouping(@ForAll Random random) {
    List<AgentRollup> parts = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      parts.add(agent(i, i));
    }

    assertThat(combineNeighbours(parts, Rollups::add, random)).isEqualTo(agent(55, 10));
  }

  private static CaptureCount count(CaptureCounter counter, long count) {
    return CaptureCount.newBuilder().setCounter(counter).setCount(count).build();
  }

  private static AgentRollup agent(long sum, long gauge) {
    return AgentRollup.newBuilder()
        .setPackets(sum)
        .setDroppedPackets(2 * sum)
        .setKafkaBytes(3 * sum)
        .setOpaqueBytes(4 * sum)
        .setOtherBytes(5 * sum)
        .setTcpGapBytes(6 * sum)
        .setFrames(7 * sum)
        .setLabelValuesDropped(8 * sum)
        .setDroppedEvents(9 * sum)
        .setSelfBytes(10 * sum)
        .setFoldedFlows(11 * sum)
        .setSearchesRefused(12 * sum)
        .addCounts(count(CaptureCounter.ENCAPSULATION_VLAN, 13 * sum))
        .addCounts(count(CaptureCounter.TLS_NO_SECRET, 14 * sum))
        .setDiscoveredListeners(3 * gauge)
        .setFlows(gauge)
        .setHalfSeenFlows(2 * gauge)
        .build();
  }

  private static <T> T combineAnyhow(List<T> parts, BinaryOperator<T> add, Random random) {
    List<T> shuffled = new ArrayList<>(parts);
    Collections.shuffle(shuffled, random);
    return combineNeighbours(shuffled, add, random);
  }

  private static <T> T combineNeighbours(List<T> parts, BinaryOperator<T> add, Random random) {
    List<T> left = new ArrayList<>(parts);
    while (left.size() > 1) {
      int at = random.nextInt(left.size() - 1);
      T next = left.remove(at + 1);
      left.set(at, add.apply(left.get(at), next));
    }
    return left.get(0);
  }

  private static io.streamgauge.events.v1.ExponentialHistogram histogram(LongStream values) {
    ExponentialHistogram histogram = new ExponentialHistogram();
    values.forEach(histogram::record);
    return Histograms.toProto(histogram);
  }
}
