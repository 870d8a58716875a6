package io.streamgauge.jobs.scaling;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a group spreads partitions over members, so far as the fullest member is concerned. Members
 * are taken to subscribe to the same topics.
 *
 * <p>Source: the class documentation of Kafka's assignors (KIP-54 sticky, KIP-429 cooperative
 * sticky, KIP-848 range and uniform).
 */
public enum Assignor {
  /** Per topic a run of neighbours for each member; the first members get one more. */
  RANGE,
  /** All partitions of all topics in turn. */
  ROUND_ROBIN,
  /** Even numbers of partitions, moving few; by number as round robin. */
  STICKY,
  /** As sticky, without stopping everybody. */
  COOPERATIVE,
  /** Even numbers of partitions, decided by the broker (KIP-848). */
  UNIFORM,
  /** Share groups (KIP-932): records go to whoever asks, so partitions bound nothing. */
  SHARE;

  /**
   * The assignor of a protocol name on the wire ({@code range}, {@code roundrobin}, {@code sticky},
   * {@code cooperative-sticky}, {@code uniform}); an unknown one spreads as {@link #RANGE}, which
   * is every client's default and the least even.
   */
  public static Assignor of(String protocol) {
    return switch (protocol.toLowerCase(Locale.ROOT)) {
      case "roundrobin" -> ROUND_ROBIN;
      case "sticky" -> STICKY;
      case "cooperative-sticky" -> COOPERATIVE;
      case "uniform" -> UNIFORM;
      default -> RANGE;
    };
  }

  /**
   * Load of the fullest of {@code members}.
   *
   * @param topics per topic the loads of its partitions, in the order of their numbers
   * @param members 1 or more
   */
  double fullest(List<double[]> topics, int members) {
    if (this == SHARE) {
      return topics.stream().flatMapToDouble(Arrays::stream).sum() / members;
    }
    double[] sums = new double[members];
    int turn = 0;
    for (double[] loads : topics) {
      if (this == RANGE) {
        range(loads, sums);
        continue;
      }
      for (double load : loads) {
        sums[turn] += load;
        turn = (turn + 1) % members;
      }
    }
    return Arrays.stream(sums).max().orElse(0);
  }

  private static void range(double[] loads, double[] sums) {
    int each = loads.length / sums.length;
    int one = loads.length % sums.length;
    int next = 0;
    for (int member = 0; member < sums.length; member++) {
      for (int end = next + each + (member < one ? 1 : 0); next < end; next++) {
        sums[member] += loads[next];
      }
    }
  }
}
