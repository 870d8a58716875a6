package io.streamgauge.exporters.top;

import java.util.List;

/** What a live view shows after all that has happened to it. Knows no terminal and no clock. */
final class LiveView {
  private final Told told = new Told();
  private final Chosen chosen;
  private final Screen screen;

  /**
   * A view before the first answer.
   *
   * @param filter to begin with; empty for none
   * @param url of the exporter
   */
  LiveView(String filter, String url) {
    this.chosen = new Chosen(filter);
    this.screen = new Screen(chosen, told, url);
  }

  /** Takes what happened, on a terminal of a size, now. */
  void take(Event event, int height, long nanos) {
    if (event instanceof Event.Answered answered) {
      // While the picture is held only what was opened then may come.
      if (!chosen.paused() || !(answered.question() instanceof Question.Overview)) {
        told.answered(answered.question(), answered.answer(), nanos);
      }
    } else if (event instanceof Event.Failed failed) {
      told.failed(failed.why());
    } else if (event instanceof Event.Pressed pressed) {
      Question before = chosen.question();
      chosen.press(pressed.key(), screen.rows(), screen.bodyHeight(height, nanos));
      if (!chosen.question().equals(before)) {
        told.asking(chosen.question());
      }
    }
  }

  List<Line> lines(int width, int height, long nanos) {
    return screen.lines(width, height, nanos);
  }

  /** What the exporter is to be asked. */
  Question question() {
    return chosen.question();
  }

  boolean paused() {
    return chosen.paused();
  }

  /** Whether the user has had enough. */
  boolean ended() {
    return chosen.ended();
  }
}
