/**
 * What a run over captures found, as one HTML file to attach to a ticket: plots over event time and
 * the tables of the view models.
 *
 * <p>The file needs nothing but itself: no network, no script. It holds no time of its own, so the
 * same capture gives the same file. Names come off the wire: all text goes through {@link
 * io.streamgauge.exporters.report.Html}.
 */
package io.streamgauge.exporters.report;
