package io.streamgauge.agent.read;

/** Text from the wire for a terminal: control characters could move its cursor or worse. */
final class Printable {
  private Printable() {}

  /** The text with every control character replaced by {@code ?}. */
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(Character.isISOControl(c) ? '?' : c);
    }
    return clean.toString();
  }
}
