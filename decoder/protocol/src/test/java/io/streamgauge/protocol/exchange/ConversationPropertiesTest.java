package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.exchange.Scripts.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws that hold for any conversation, however it was cut, damaged or mutated. */
class ConversationPropertiesTest {
  private static final int LAST_ID = 9_999;
  private static final long START = 1_700_000_000_000_000_000L;

  private static Recorder play(ConnectionOptions options, List<Step> steps) {
    Recorder recorder = new Recorder();
    ConnectionDecoder connection = Talk.decoder().newWorker().newConnection(options, recorder);
    for (Step step : steps) {
      connection.onBytes(
          step.direction(), ByteBuffer.wrap(step.frame()), 0, step.frame().length, START);
    }
    connection.close(START);
    return recorder;
  }

  /** Joins neighbours of one direction and cuts them anew. */
  private static List<Step> regroup(List<Step> steps, Random random) {
    List<Step> regrouped = new ArrayList<>();
    int at = 0;
    while (at < steps.size()) {
      Direction direction = steps.get(at).direction();
      byte[] joined = new byte[0];
      while (at < steps.size() && steps.get(at).direction() == direction) {
        joined = Frames.concat(joined, steps.get(at++).frame());
      }
      int most = random.nextBoolean() ? 5 : 1_500;
      for (int from = 0; from < joined.length; ) {
        int length = Math.min(joined.length - from, 1 + random.nextInt(most));
        byte[] piece = new byte[length];
        System.arraycopy(joined, from, piece, 0, length);
        regrouped.add(new Step(direction, piece));
        from += length;
      }
    }
    return regrouped;
  }

  @Property(tries = 150)
  void cuttingTheStreamsDifferentlyChangesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 15) int exchanges) {
    List<Step> steps = Scripts.conversation(seed, exchanges);

    Recorder whole = play(ConnectionOptions.fromStart("b"), steps);
    Recorder cut = play(ConnectionOptions.fromStart("b"), regroup(steps, new Random(seed)));

    assertThat(cut.everything()).isEqualTo(whole.everything());
    assertThat(cut.anomalies).isEmpty();
    assertThat(whole.exchanges)
        .hasSize((int) steps.stream().filter(s -> s.direction() == Direction.REQUEST).count())
        .allMatch(
            e ->
                e.status()
                    == (e.responseBytes() < 0
                        ? ExchangeStatus.NO_RESPONSE
                        : ExchangeStatus.COMPLETE));
  }

  @Property(tries = 300)
  void gapsAddNothingAndMislabelNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int gaps) {
    List<Step> steps = Scripts.conversation(seed, 25);
    Map<Integer, String> truth = new HashMap<>();
    for (ExchangeRecord exchange :
        play(ConnectionOptions.fromStart("b"), joined(steps, quietExchange())).exchanges) {
      truth.put(exchange.correlationId(), label(exchange));
    }
    Recorder damaged = new Recorder();
    ConnectionDecoder connection =
        Talk.decoder().newWorker().newConnection(ConnectionOptions.fromStart("b"), damaged);
    Map<Direction, Long> given = feedWithGaps(connection, steps, gaps, new Random(seed));

    Set<Integer> seen = new HashSet<>();
    for (ExchangeRecord exchange : damaged.exchanges) {
      assertThat(truth).as(damaged.summary().toString()).containsKey(exchange.correlationId());
      assertThat(seen.add(exchange.correlationId())).as(damaged.summary().toString()).isTrue();
      if (exchange.status() == ExchangeStatus.COMPLETE) {
        assertThat(label(exchange)).isEqualTo(truth.get(exchange.correlationId()));
      }
    }
    ConnectionStatistics totals = connection.statistics();
    for (Direction direction : Direction.values()) {
      assertThat(
              totals.decodedBytes(direction)
                  + totals.undecodableBytes(direction)
                  + totals.gapBytes(direction))
          .as(direction + " " + damaged.summary() + damaged.anomalies)
          .isEqualTo(given.get(direction));
    }
    assertThat(damaged.summary())
        .as("%s", damaged.anomalies)
        .endsWith("Heartbeat " + LAST_ID + " COMPLETE");
  }

  /** An exchange after everything else has calmed down: nothing else is in flight with it. */
  private static List<Step> quietExchange() {
    return List.of(
        new Step(Direction.REQUEST, MatchingTest.heartbeat(LAST_ID)),
        new Step(Direction.RESPONSE, MatchingTest.alive(LAST_ID)));
  }

  private static List<Step> joined(List<Step> first, List<Step> second) {
    List<Step> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static String label(ExchangeRecord exchange) {
    return exchange.apiName()
        + exchange.apiVersion()
        + exchange.clientId()
        + exchange.requestBytes()
        + "/"
        + exchange.responseBytes()
        + Recorder.details(exchange);
  }

  /** Lets gaps fall on the conversation, then ends it with an undamaged quiet exchange. */
  private static Map<Direction, Long> feedWithGaps(
      ConnectionDecoder connection, List<Step> steps, int gaps, Random random) {
    Map<Direction, Long> given =
        new HashMap<>(Map.of(Direction.REQUEST, 0L, Direction.RESPONSE, 0L));
    List<Step> pieces = regroup(steps, new Random(random.nextLong()));
    Set<Integer> lost = new HashSet<>();
    for (int i = 0; i < gaps; i++) {
      int from = random.nextInt(pieces.size());
      int length = 1 + random.nextInt(20);
      for (int at = from; at < Math.min(pieces.size(), from + length); at++) {
        lost.add(at);
      }
    }
    for (int i = 0; i < pieces.size(); i++) {
      Step piece = pieces.get(i);
      given.merge(piece.direction(), (long) piece.frame().length, Long::sum);
      if (lost.contains(i)) {
        connection.onGap(piece.direction(), piece.frame().length, START);
      } else {
        feed(connection, piece.direction(), piece.frame());
      }
    }
    for (Step step : quietExchange()) {
      given.merge(step.direction(), (long) step.frame().length, Long::sum);
      feed(connection, step.direction(), step.frame());
    }
    connection.close(START);
    return given;
  }

  private static void feed(ConnectionDecoder connection, Direction direction, byte[] bytes) {
    connection.onBytes(direction, ByteBuffer.wrap(bytes), 0, bytes.length, START);
  }

  @Property(tries = 300)
  void mutatedBytesNeverThrowAndAreAllCounted(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int mutations,
      @ForAll boolean start) {
    Random random = new Random(seed);
    List<Step> steps = regroup(Scripts.conversation(seed, 15), random);
    for (int i = 0; i < mutations; i++) {
      byte[] frame = steps.get(random.nextInt(steps.size())).frame();
      frame[random.nextInt(frame.length)] = (byte) random.nextInt();
    }
    Recorder recorder = new Recorder();
    ConnectionDecoder connection =
        Talk.decoder()
            .newWorker()
            .newConnection(new ConnectionOptions("b", start, start), recorder);
    long bytes = 0;
    for (Step step : steps) {
      feed(connection, step.direction(), step.frame());
      bytes += step.frame().length;
    }
    connection.close(START);

    long counted = 0;
    for (Direction direction : Direction.values()) {
      counted += connection.statistics().decodedBytes(direction);
      counted += connection.statistics().undecodableBytes(direction);
    }
    assertThat(counted).isEqualTo(bytes);
    assertThat(connection.statistics().pendingRequests()).isZero();
  }
}
