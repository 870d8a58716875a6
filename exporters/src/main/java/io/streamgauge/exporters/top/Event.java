package io.streamgauge.exporters.top;

/** What the live view reacts to. */
sealed interface Event {
  record Answered(Question question, Answer answer) implements Event {}

  /** There was no answer; why, in one line. */
  record Failed(String why) implements Event {}

  record Pressed(Key key) implements Event {}

  /** The terminal has another size, or shows something else than it should. */
  record Redraw() implements Event {}

  /** The keyboard is gone, or the user interrupts. */
  record End(boolean interrupted) implements Event {}
}
