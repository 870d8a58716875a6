package io.streamgauge.exporters.view;

import java.time.Instant;
import java.util.OptionalLong;

/** Findings in words. */
public final class FindingText {
  private FindingText() {}

  /** Such as {@code Produce v9 of orders, from 10.0.0.9 to broker 1}; empty without one. */
  public static String example(FindingView finding) {
    FindingView.Example example = finding.example();
    if (example == null) {
      return "";
    }
    return example.api()
        + " v"
        + example.apiVersion()
        + (example.topic().isEmpty() ? "" : " of " + example.topic() + ",")
        + " from "
        + example.address()
        + " to broker "
        + example.broker()
        + (example.error().isEmpty() ? "" : ": " + example.error());
  }

  /** An event second as UTC time, or {@link Units#UNKNOWN}. */
  public static String time(OptionalLong seconds) {
    return seconds.isPresent()
        ? Instant.ofEpochSecond(seconds.getAsLong()).toString()
        : Units.UNKNOWN;
  }

  /** How often, since when, until when, and one of them; empty if the jobs did not say. */
  static String sentence(FindingView finding) {
    if (finding.count().isEmpty()) {
      return "";
    }
    String example = example(finding);
    return Units.count(finding.count())
        + " from "
        + time(finding.firstSeenSeconds())
        + " to "
        + time(finding.lastSeenSeconds())
        + (example.isEmpty() ? "" : ", such as " + example);
  }
}
