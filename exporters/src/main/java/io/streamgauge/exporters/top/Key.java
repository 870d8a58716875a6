package io.streamgauge.exporters.top;

/** What somebody pressed. */
sealed interface Key {
  /** A key that stands for itself. */
  record Typed(String text) implements Key {}

  /** All others. */
  enum Named implements Key {
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    ESCAPE,
    BACKSPACE,
    TAB,
    BACK_TAB
  }
}
