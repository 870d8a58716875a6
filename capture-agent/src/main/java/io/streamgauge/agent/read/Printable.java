package io.streamgauge.agent.read;

/**
 * Text from the wire for a terminal: control characters could move its cursor or worse, and
 * invisible ones (writing direction, line separators) could make a name look like another.
 */
final class Printable {
  private static final char REPLACEMENT = '?';

  private Printable() {}

  /** The text with every control, format and line separating character replaced by {@code ?}. */
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPrintable(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static boolean isPrintable(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String replaced(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(isPrintable(c) ? c : REPLACEMENT);
    }
    return clean.toString();
  }
}
