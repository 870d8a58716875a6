package io.streamgauge.exporters.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file of the page, as it lies among the resources.
 *
 * @param path where it is served
 * @param type its content type
 * @param text what it says
 */
record PageFile(String path, String type, String text) {
  /** Nothing but the page's own files runs, styles or is asked: names from the wire stay text. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** All of them, read once. */
  static List<PageFile> all() {
    return List.of(
        read("/", "index.html", "text/html; charset=utf-8"),
        read("/page/style.css", "style.css", "text/css; charset=utf-8"),
        read("/page/mark.svg", "mark.svg", "image/svg+xml"),
        read("/page/main.js", "main.js", SCRIPT),
        read("/page/dom.js", "dom.js", SCRIPT),
        read("/page/format.js", "format.js", SCRIPT),
        read("/page/chart.js", "chart.js", SCRIPT),
        read("/page/table.js", "table.js", SCRIPT),
        read("/page/overview.js", "overview.js", SCRIPT),
        read("/page/detail.js", "detail.js", SCRIPT));
  }

  private static PageFile read(String path, String name, String type) {
    try (InputStream in = PageFile.class.getResourceAsStream("page/" + name)) {
      return new PageFile(path, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
