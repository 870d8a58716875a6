package io.streamgauge.agent.cpu;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * CPU numbers as the kernel lists them (cpuset(7), "List format"): {@code 2}, {@code 0,4}, {@code
 * 4-7,9}.
 */
public final class CpuList {

  /** More than any machine has; it bounds what a list may name. */
  static final int MAX_CPUS = 4_096;

  private CpuList() {}

  /**
   * The CPUs of a list, in order, at least one.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public static SortedSet<Integer> parse(String text) {
    SortedSet<Integer> cpus = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      int dash = part.indexOf('-');
      int first = number(dash < 0 ? part : part.substring(0, dash), text);
      int last = dash < 0 ? first : number(part.substring(dash + 1), text);
      if (last < first) {
        throw new IllegalArgumentException(part + " ends before it begins");
      }
      for (int cpu = first; cpu <= last; cpu++) {
        cpus.add(cpu);
      }
    }
    return cpus;
  }

  private static int number(String digits, String text) {
    try {
      int cpu = Integer.parseInt(digits.strip());
      if (cpu >= 0 && cpu < MAX_CPUS) {
        return cpu;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "CPUs are numbers and ranges from 0 to %d, such as 2,4-7, not %s"
            .formatted(MAX_CPUS - 1, text));
  }
}
