package io.streamgauge.exporters.report;

import java.util.List;
import java.util.function.Function;

/**
 * Rows of one kind as an HTML table.
 *
 * @param id of the element
 * @param title what a reader is told of it
 * @param columns from left to right
 */
record HtmlTable<R>(String id, String title, List<Column<R>> columns) {
  /** Rows beyond are told as a number. */
  static final int MAX_ROWS = 500;

  /** So much markup, whatever is in the names; rows beyond are told as a number. */
  static final int MAX_CHARACTERS = 500_000;

  /**
   * A column.
   *
   * @param name of its cells in {@code data-column}
   * @param number whether it is aligned as numbers are
   */
  record Column<R>(String name, String title, boolean number, Function<R, String> text) {
    static <R> Column<R> text(String name, String title, Function<R, String> text) {
      return new Column<>(name, title, false, text);
    }

    static <R> Column<R> number(String name, String title, Function<R, String> text) {
      return new Column<>(name, title, true, text);
    }

    private String classes() {
      return number ? " class=\"n\"" : "";
    }
  }

  /** The table under its title, or a sentence where there is no row. */
  Html of(List<R> rows, String empty) {
    Html html = new Html().raw("\n<section id=\"" + id + "\">").element("h2", title);
    if (rows.isEmpty()) {
      return html.raw("<p class=\"empty\">").text(empty).raw("</p></section>\n");
    }
    html.raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"").text(title);
    html.raw("\"><table><thead><tr>");
    for (Column<R> column : columns) {
      html.raw("<th scope=\"col\"" + column.classes() + ">").text(column.title()).raw("</th>");
    }
    html.raw("</tr></thead><tbody>\n");
    int shown = 0;
    while (shown < rows.size() && shown < MAX_ROWS && html.length() < MAX_CHARACTERS) {
      row(html, rows.get(shown++));
    }
    html.raw("</tbody></table></div>");
    if (shown < rows.size()) {
      html.raw("<p class=\"more\">");
      html.text("… and " + ReportTables.count(rows.size() - shown) + " more").raw("</p>");
    }
    return html.raw("</section>\n");
  }

  private void row(Html html, R row) {
    html.raw("<tr>");
    for (Column<R> column : columns) {
      html.raw("<td data-column=\"" + column.name() + "\"" + column.classes() + ">");
      html.text(column.text().apply(row)).raw("</td>");
    }
    html.raw("</tr>\n");
  }
}
