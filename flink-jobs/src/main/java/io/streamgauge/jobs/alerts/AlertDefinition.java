package io.streamgauge.jobs.alerts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One alert.
 *
 * @param name as everywhere
 * @param file the rules file it is written to, without its ending
 * @param decides who can decide it; null is everybody
 * @param severity critical, warning or info
 * @param by labels of which each combination is an alert of its own
 * @param holdFor how long the condition must hold before it fires
 * @param keepFiring how long it fires on after the condition last held
 * @param summary one line; {label} and {value} stand for theirs
 * @param labels further labels of the alert
 * @param annotations further annotations
 * @param inhibits alerts that say nothing new while this one fires, where their labels are equal
 * @param fires a case in which it fires, for tests
 * @param firesToo another one, where there is another way; null if not
 * @param quiet a case in which it does not
 */
public record AlertDefinition(
    String name,
    String file,
    Decider decides,
    String severity,
    List<String> by,
    Condition when,
    @JsonProperty("for") Duration holdFor,
    Duration keepFiring,
    String summary,
    String description,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> inhibits,
    Runbook runbook,
    Case fires,
    Case firesToo,
    Case quiet)
    implements Serializable {

  /** Who can decide an alert. */
  public enum Decider {
    ANY,
    PROMETHEUS
  }

  /** What people read at night. */
  public record Runbook(String meaning, String look, @JsonProperty("do") String act)
      implements Serializable {}

  /** Series, one value a minute from minute 0, and when to look. */
  public record Case(Duration at, List<Series> series, Map<String, String> labels)
      implements Serializable {}

  /**
   * A series in promtool's words.
   *
   * @param values such as {@code 1x5} or {@code 0+10x5 _ 60}
   */
  public record Series(String series, String values) implements Serializable {}

  public AlertDefinition {
    decides = decides == null ? Decider.ANY : decides;
    by = by == null ? new ArrayList<>() : new ArrayList<>(by);
    holdFor = holdFor == null ? Duration.ZERO : holdFor;
    keepFiring = keepFiring == null ? Duration.ZERO : keepFiring;
    labels = labels == null ? new TreeMap<>() : new TreeMap<>(labels);
    annotations = annotations == null ? new TreeMap<>() : new TreeMap<>(annotations);
    inhibits = inhibits == null ? new ArrayList<>() : new ArrayList<>(inhibits);
  }
}
