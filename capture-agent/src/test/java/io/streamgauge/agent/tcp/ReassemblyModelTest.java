package io.streamgauge.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Drives a naive model, which keeps every byte in a map, beside the reassembler. */
class ReassemblyModelTest {

  private static final int STREAM = 120;

  /** Enough for every byte in a chunk of its own. */
  private static final int SMALL_POOL = STREAM * 2 * SegmentPool.CHUNK_BYTES;

  /** Stream bytes {@code [from, from + wire)}, of which {@code captured} came; filled by order. */
  private record Piece(int from, int wire, int captured) {}

  @Property(tries = 1000)
  void givesWhatTheModelGives(@ForAll("pieces") List<Piece> pieces, @ForAll int initialSequence) {
    TcpLimits ample = TcpLimits.DEFAULTS.withBuffers(SMALL_POOL, SMALL_POOL);
    TreeMap<Integer, Character> model = new TreeMap<>();
    SegmentScript script = new SegmentScript(ample).handshake(initialSequence, 1);
    int end = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      char fill = (char) ('0' + i);
      for (int at = 0; at < piece.wire; at++) {
        // First copy wins, and a byte that the capture cut counts as a copy.
        model.putIfAbsent(piece.from + at, at < piece.captured ? fill : '-');
      }
      String payload = String.valueOf(fill).repeat(piece.captured);
      script.clientCut(initialSequence + piece.from, payload, piece.wire);
      end = Math.max(end, piece.from + piece.wire);
    }
    script.end();

    StringBuilder expected = new StringBuilder();
    for (int at = 0; at < end; at++) {
      expected.append(model.getOrDefault(at, '-'));
    }
    assertThat(stream(script.events)).isEqualTo(expected.toString());
    assertThat(script.table.statistics().bufferedBytes()).isZero();
  }

  @Property(tries = 500)
  void losesNothingWhateverTheOrderAndTheLimits(
      @ForAll("shuffled") List<Piece> pieces, @ForAll int initialSequence) {
    TcpLimits tight = TcpLimits.DEFAULTS.withBuffers(3 * SegmentPool.CHUNK_BYTES, SMALL_POOL);
    SegmentScript script = new SegmentScript(tight).handshake(initialSequence, 1);
    for (Piece piece : pieces) {
      script.client(initialSequence + piece.from, "x".repeat(piece.captured));
    }
    script.end();

    TcpStatistics statistics = script.table.statistics();
    assertThat(statistics.deliveredBytes() + statistics.gapBytes()).isEqualTo(STREAM);
    if (statistics.streamBufferOverflows() == 0) {
      assertThat(statistics.gapBytes()).isZero();
    }
  }

  @Provide
  Arbitrary<List<Piece>> pieces() {
    Arbitrary<Integer> length = Arbitraries.integers().between(1, 20);
    return Combinators.combine(
            Arbitraries.integers().between(0, STREAM),
            length,
            Arbitraries.integers().between(0, 40))
        .as((from, wire, captured) -> new Piece(from, wire, Math.min(captured, wire)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  /** A stream split at random points, every piece once, in any order, with some repeated. */
  @Provide
  Arbitrary<List<Piece>> shuffled() {
    return Arbitraries.integers()
        .between(1, STREAM - 1)
        .set()
        .ofMaxSize(20)
        .flatMap(
            cuts -> {
              List<Integer> points = new ArrayList<>(cuts);
              points.add(0);
              points.add(STREAM);
              points.sort(null);
              List<Piece> pieces = new ArrayList<>();
              for (int i = 1; i < points.size(); i++) {
                int length = points.get(i) - points.get(i - 1);
                pieces.add(new Piece(points.get(i - 1), length, length));
              }
              pieces.addAll(pieces.subList(0, pieces.size() / 2));
              return Arbitraries.shuffle(pieces);
            });
  }

  private static String stream(List<String> events) {
    StringBuilder out = new StringBuilder();
    for (String event : events) {
      if (event.startsWith("0:-") && event.length() > 3 && Character.isDigit(event.charAt(3))) {
        out.append("-".repeat(Integer.parseInt(event.substring(3))));
      } else if (event.startsWith("0:")) {
        out.append(event.substring(2));
      }
    }
    return out.toString();
  }
}
