package io.streamgauge.exporters.top;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * How looks are drawn.
 *
 * @param colour false for bold and reverse alone (https://no-color.org)
 */
record Looks(boolean colour) {
  AttributedString draw(Line line) {
    return new AttributedString(line.text(), style(line.look()));
  }

  private AttributedStyle style(Look look) {
    AttributedStyle plain = AttributedStyle.DEFAULT;
    return switch (look) {
      case PLAIN -> plain;
      case TITLE -> plain.bold();
      case FAINT -> colour ? plain.faint() : plain;
      case SELECTED -> plain.inverse();
      case GOOD -> colour ? plain.foreground(AttributedStyle.GREEN) : plain;
      case WARNING -> colour ? plain.foreground(AttributedStyle.YELLOW) : plain.bold();
      case BAD -> colour ? plain.foreground(AttributedStyle.RED) : plain.bold();
    };
  }
}
