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

  /** How many of them ask for somebody to look. */
  private static final int TROUBLED = 4;

  /** All values of the label, worst first. */
  public static List<String> worstFirst() {
    return WORST_FIRST;
  }

  /** The worse of two; a status that only a newer job knows is better than any other. */
  static String worse(String one, String other) {
    Comparator<String> byRank = Comparator.comparingInt(StatusOrder::rank);
    return byRank.compare(one, other) <= 0 ? one : other;
  }

  /** Whether a status asks for somebody to look: STOP, STALL, REWIND or WARN. */
  public static boolean troubled(String status) {
    return rank(status) < TROUBLED;
  }

  /** 0 for the worst; what is not known ranks last. */
  static int rank(String status) {
    int index = WORST_FIRST.indexOf(status);
    return index < 0 ? WORST_FIRST.size() : index;
  }
}
