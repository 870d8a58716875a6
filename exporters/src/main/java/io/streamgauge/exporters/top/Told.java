package io.streamgauge.exporters.top;

import io.streamgauge.exporters.view.ClientDetail;
import io.streamgauge.exporters.view.Freshness;
import io.streamgauge.exporters.view.GroupDetail;
import io.streamgauge.exporters.view.PageView;
import io.streamgauge.exporters.view.Units;
import java.time.Duration;
import java.util.OptionalDouble;

/** What the exporter said last, and how old that is. */
final class Told {
  private Question asked = new Question.Overview();
  private PageView page;
  private GroupDetail group;
  private ClientDetail client;
  private boolean unknown;
  private Freshness freshness;
  private String failure = "";
  private long answeredNanos;

  /** Something else is shown from now on; what was known of the overview stays. */
  void asking(Question question) {
    asked = question;
    group = null;
    client = null;
    unknown = false;
  }

  /** Takes an answer; one to what is no longer shown is left. */
  void answered(Question question, Answer answer, long nanos) {
    if (!question.equals(asked)) {
      return;
    }
    failure = "";
    answeredNanos = nanos;
    unknown = answer instanceof Answer.Unknown;
    if (answer instanceof Answer.Overview overview) {
      page = overview.page();
      freshness = page.freshness();
    } else if (answer instanceof Answer.Group detail) {
      group = detail.group();
      freshness = group.freshness();
    } else if (answer instanceof Answer.Client detail) {
      client = detail.client();
      freshness = client.freshness();
    }
  }

  void failed(String why) {
    failure = why;
  }

  boolean hasFailed() {
    return !failure.isEmpty();
  }

  PageView page() {
    return page;
  }

  GroupDetail group() {
    return group;
  }

  ClientDetail client() {
    return client;
  }

  /** Whether the group or client that was asked for is not known. */
  boolean unknown() {
    return unknown;
  }

  /** In a word or two: how far to believe what is shown. */
  Line state() {
    if (hasFailed()) {
      return new Line("■ No answer", Look.BAD);
    }
    if (freshness == null) {
      return new Line("○ Loading …", Look.FAINT);
    }
    return switch (freshness.state()) {
      case "reading" -> new Line("○ Reading results …", Look.FAINT);
      case "empty" -> new Line("○ No results yet", Look.WARNING);
      case "stale" -> new Line("▲ Stale", Look.WARNING);
      default -> new Line("● Live " + Figures.time(freshness.asOfSeconds()), Look.GOOD);
    };
  }

  /** The same in a sentence; empty while what is shown is the state of now. */
  String notice(long nanos) {
    if (hasFailed()) {
      String since = freshness == null ? "" : " Last answer " + age(nanos) + " ago.";
      return "The exporter does not answer: " + failure + "." + since + " Trying again.";
    }
    if (freshness == null) {
      return "";
    }
    return switch (freshness.state()) {
      case "reading" -> "The exporter reads the results that are there; figures follow.";
      case "empty" ->
          "No result has come yet: are an agent and the jobs running, and does the exporter's"
              + " --bootstrap name the bus they use?";
      case "stale" ->
          "Results stopped. These are the figures of "
              + Figures.time(freshness.asOfSeconds())
              + ", "
              + Figures.duration(freshness.behindSeconds())
              + " ago.";
      default -> "";
    };
  }

  private String age(long nanos) {
    double seconds = Duration.ofNanos(Math.max(0, nanos - answeredNanos)).toMillis() / 1e3;
    return Figures.duration(OptionalDouble.of(seconds));
  }

  /** The figures to look at first; empty before the first overview. */
  String summary() {
    if (page == null) {
      return "";
    }
    var s = page.summary();
    return "%s of %s in trouble · %s behind · produced %s · consumed %s · %s/s · coverage %s"
        .formatted(
            Figures.count(s.troubledGroups()),
            Figures.plural(s.groups(), "group"),
            Figures.count(s.lag()),
            Units.bytesPerSecond(s.producedBytesPerSecond()),
            Units.bytesPerSecond(s.consumedBytesPerSecond()),
            Units.si(s.requestsPerSecond()) + " requests",
            Units.percent(s.coverage()));
  }
}
