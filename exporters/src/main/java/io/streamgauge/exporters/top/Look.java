package io.streamgauge.exporters.top;

/** How a line stands out. What it says, it says in words too. */
enum Look {
  PLAIN,
  TITLE,
  FAINT,
  SELECTED,
  GOOD,
  WARNING,
  BAD
}
