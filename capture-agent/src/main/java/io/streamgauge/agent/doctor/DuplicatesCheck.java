package io.streamgauge.agent.doctor;

import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the same packets are seen on several paths. They count once; they cost twice.
 *
 * @param repeated Kafka connections of which one direction was seen on more than one interface
 * @param folded connections seen before and behind an address translation
 * @param interfaces where the repeated ones were seen
 */
record DuplicatesCheck(long repeated, long folded, Set<String> interfaces) implements Check {
  private static final String NAME = "duplicates";

  @Override
  public Finding judge() {
    String translated =
        folded == 0
            ? ""
            : "; %d were seen before and behind an address translation and count once"
                .formatted(folded);
    return repeated == 0
        ? Finding.ok(NAME, "no connection is seen on two interfaces" + translated)
        : Finding.warn(
            NAME,
            "%d connections are seen on several of %s: they count once and cost capture more than once%s"
                .formatted(repeated, String.join(", ", new TreeSet<>(interfaces)), translated),
            "./streamgauge agent --interface " + new TreeSet<>(interfaces).iterator().next());
  }
}
