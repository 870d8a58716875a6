package io.streamgauge.exporters.compare;

import java.util.Map;

/**
 * What stands for a metric of another exporter here.
 *
 * @param of whose metric it is
 * @param theirs name there
 * @param ours name here, or what gives the same figure; empty when nothing does
 * @param labels names of labels there to names here, where they differ
 * @param verdict how the two stand to each other
 * @param compared whether both say the same thing of the same series, so that values can be held
 *     beside each other
 * @param note what differs, or why there is nothing
 */
public record Counterpart(
    Exporter of,
    String theirs,
    String ours,
    Map<String, String> labels,
    Verdict verdict,
    boolean compared,
    String note) {

  /** The exporters that are known. */
  public enum Exporter {
    KAFKA_EXPORTER("kafka_exporter"),
    BURROW("Burrow"),
    KMINION("KMinion");

    private final String title;

    Exporter(String title) {
      this.title = title;
    }

    /** As its own project writes it. */
    public String title() {
      return title;
    }
  }

  /** How two metrics stand to each other. */
  public enum Verdict {
    /** The same name and meaning, or the same meaning under another name. */
    SAME,
    /** Says more, or is right where the other is not. */
    BETTER,
    /** Nothing here says it. */
    NOT_AVAILABLE
  }

  public Counterpart {
    labels = Map.copyOf(labels);
  }
}
