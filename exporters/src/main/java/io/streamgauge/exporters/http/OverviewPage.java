package io.streamgauge.exporters.http;

import io.streamgauge.exporters.view.OverviewText;
import io.streamgauge.exporters.view.OverviewView;
import java.io.IOException;
import java.io.Writer;

/**
 * The overview as one HTML page without scripts: what the terminal shows, and where the rest is.
 */
final class OverviewPage {
  private static final int MAX_ROWS = 50;
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="refresh" content="5">
      <title>Streamgauge</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 1.5rem; }
      pre { font: 13px/1.45 ui-monospace, monospace; overflow-x: auto; }
      nav a { margin-right: 1rem; }
      </style>
      </head>
      <body>
      <h1>Streamgauge</h1>
      <nav><a href="/metrics">metrics</a><a href="/api/v1/overview">overview (JSON)</a>\
      <a href="/api/v1/series">series (JSON)</a><a href="/-/ready">ready</a></nav>
      <pre>
      """;

  private OverviewPage() {}

  static void write(OverviewView view, Writer writer) throws IOException {
    writer.write(HEAD);
    for (String line : OverviewText.lines(view, MAX_ROWS)) {
      writer.write(escape(line));
      writer.write('\n');
    }
    writer.write("</pre>\n</body>\n</html>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
