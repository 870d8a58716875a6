package io.streamgauge.exporters.view;

import java.util.Comparator;
import java.util.List;

/** Which lag status of a group's partitions stands for the group. */
public final class StatusOrder {
  /** From the worst; what is abandoned stands for a group only if all of it is. */
  private static final List<String> WORST_FIRST =
      List.of(
          "STOP",
          "STALL",
          "REWIND",
          "WARN",
          "LAGGING",
          "CATCHING_UP",
          "UNKNOWN",
          "OK",
          "ABANDONED");

  private StatusOrder() {}

  /** All values of the label, worst first. */
  public static List<String> worstFirst() {
    return WORST_FIRST;
  }

  /** The worse of two; a status that only a newer job knows is better than any other. */
  static String worse(String one, String other) {
    Comparator<String> byRank = Comparator.comparingInt(StatusOrder::rank);
    return byRank.compare(one, other) <= 0 ? one : other;
  }

  private static int rank(String status) {
    int index = WORST_FIRST.indexOf(status);
    return index < 0 ? WORST_FIRST.size() : index;
  }
}
