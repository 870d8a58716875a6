package io.streamgauge.exporters.report;

import io.streamgauge.exporters.view.BrokerView;
import io.streamgauge.exporters.view.ClientView;
import io.streamgauge.exporters.view.OverviewView;
import io.streamgauge.exporters.view.StatusOrder;
import io.streamgauge.exporters.view.Units;
import io.streamgauge.exporters.view.Views;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a run found, as the text of one HTML file. */
public final class HtmlReport {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="referrer" content="no-referrer">
      <title>\
      """;

  private static final String SILENT_GROUPS =
      "No group was heard. Groups that were silent while this was captured cannot be seen.";

  private static final String NO_FINDINGS =
      "The jobs reported no open finding; docs/findings.md says what they look for.";

  private final List<String> captures;
  private final OverviewView view;
  private final Recorder recorder;

  /**
   * A report of what a run found.
   *
   * @param captures names of the captures, as people know them
   * @param recorder that was given every result, whose store has the last of each
   */
  public HtmlReport(List<String> captures, Recorder recorder) {
    this.captures = List.copyOf(captures);
    this.view = Views.overview(recorder.store());
    this.recorder = recorder;
  }

  /** All of it, some megabytes at most; the same for the same results. */
  public String html() {
    Html html = new Html().raw(HEAD).text("Streamgauge report: " + String.join(", ", captures));
    html.raw("</title>\n<style>\n" + style() + "</style></head>\n<body><main>\n");
    head(html);
    figures(html);
    if (recorder.timeline().bins() > 0) {
      html.add(new ReportPlots(recorder).html());
    }
    html.add(ReportTables.GROUPS.of(view.groups(), SILENT_GROUPS))
        .add(ReportTables.CLIENTS.of(view.clients(), "No client was seen."))
        .add(
            ReportTables.ERRORS.of(
                Views.errors(recorder.store()), "No response that was seen had an error."))
        .add(ReportTables.FINDINGS.of(view.findings(), NO_FINDINGS))
        .add(
            ReportTables.UPGRADES.of(
                ReportTables.Readiness.of(view.upgrades()),
                "The jobs reported nothing about later releases of Kafka."))
        .add(ReportTables.BROKERS.of(view.brokers(), "No broker was seen."))
        .raw("<p id=\"pipeline\">")
        .text(pipeline())
        .raw("</p>\n</main></body></html>\n");
    return html.toString();
  }

  private void head(Html html) {
    html.raw("<header>").element("h1", "Streamgauge report");
    captures.forEach(capture -> html.raw("<p class=\"capture\">").text(capture).raw("</p>"));
    html.raw("<p id=\"span\">").text(span()).raw("</p></header>\n");
  }

  private String span() {
    Timeline timeline = recorder.timeline();
    if (timeline.bins() == 0) {
      return "No Kafka traffic was seen.";
    }
    return "%s to %s, plots in steps of %d s"
        .formatted(
            Instant.ofEpochSecond(timeline.startOf(0)),
            Instant.ofEpochSecond(timeline.startOf(timeline.bins())),
            timeline.widthSeconds());
  }

  private void figures(Html html) {
    html.raw("<dl class=\"figures\">");
    long troubled = view.groups().stream().filter(g -> StatusOrder.troubled(g.status())).count();
    figure(html, "troubled", "Groups in trouble", ReportTables.count(troubled));
    figure(html, "groups", "Groups", ReportTables.count(view.groups().size()));
    figure(html, "clients", "Clients", ReportTables.count(view.clients().size()));
    figure(html, "requests", "Requests", sum(ClientView::requests));
    figure(html, "produced", "Records produced", sum(ClientView::producedRecords));
    figure(html, "consumed", "Records consumed", sum(ClientView::consumedRecords));
    figure(html, "errors", "Errors", sum(ClientView::failedResponses));
    figure(html, "coverage", "Coverage, least of all brokers", leastCoverage());
    html.raw("</dl>\n");
  }

  private String sum(ToLongFunction<ClientView> figure) {
    return ReportTables.count(view.clients().stream().mapToLong(figure).sum());
  }

  private String leastCoverage() {
    return view.brokers().stream()
        .map(BrokerView::coverage)
        .min(Comparator.comparingDouble(coverage -> coverage.orElse(0)))
        .map(Units::percent)
        .orElse(Units.UNKNOWN);
  }

  private static void figure(Html html, String name, String title, String value) {
    html.raw("<div>").element("dt", title);
    html.raw("<dd data-figure=\"" + name + "\">").text(value).raw("</dd></div>");
  }

  private String pipeline() {
    return "%s packets captured, %s dropped; %s anomalies; %s series"
        .formatted(
            ReportTables.count(view.pipeline().packets()),
            ReportTables.count(view.pipeline().droppedPackets()),
            ReportTables.count(view.pipeline().anomalies()),
            ReportTables.count(view.pipeline().series()));
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
