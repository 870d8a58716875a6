package io.streamgauge.exporters.report;

import io.streamgauge.exporters.view.Printable;

/** HTML that is put together from markup of ours and text of anybody's. */
final class Html {
  /** Names on the wire may have 32 kB each; what lies beyond is told by three dots. */
  static final int MAX_CODE_POINTS = 250;

  private final StringBuilder out = new StringBuilder();

  /** Adds markup. Never give it text from the wire. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Adds what was put together elsewhere. */
  Html add(Html part) {
    out.append(part.out);
    return this;
  }

  /** Adds text that shows as it is, whatever is in it. */
  Html text(String text) {
    String shown = Printable.of(text, MAX_CODE_POINTS);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
      out.append('…');
    }
    return this;
  }

  /** An element that holds text alone. */
  Html element(String tag, String text) {
    return raw("<" + tag + ">").text(text).raw("</" + tag + ">");
  }

  /** Characters so far. */
  int length() {
    return out.length();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
