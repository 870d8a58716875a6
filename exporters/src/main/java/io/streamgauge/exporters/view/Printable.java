package io.streamgauge.exporters.view;

/**
 * Names that came off the wire, fit to be shown: control characters, format characters (those that
 * turn text around among them), halves of surrogate pairs and heaps of combining marks are shown as
 * escapes.
 */
public final class Printable {
  /** Marks that one character may carry; writing systems need no more. */
  private static final int MAX_MARKS = 2;

  private Printable() {}

  /**
   * A name without what a terminal would act on.
   *
   * @param maxCodePoints how much of it is looked at; what lies beyond is left out
   */
  public static String of(String raw, int maxCodePoints) {
    StringBuilder out = new StringBuilder(Math.min(raw.length(), maxCodePoints));
    int marks = 0;
    for (int i = 0, n = 0; i < raw.length() && n < maxCodePoints; n++) {
      int point = raw.codePointAt(i);
      i += Character.charCount(point);
      marks = isMark(point) ? marks + 1 : 0;
      if (marks > MAX_MARKS || isActive(point)) {
        out.append(String.format("\\u%04x", point));
      } else {
        out.appendCodePoint(point);
      }
    }
    return out.toString();
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean isActive(int point) {
    int type = Character.getType(point);
    return Character.isISOControl(point)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
