/**
 * What people look at in a real Chromium: the page, against an exporter over a store that the tests
 * fill, and the report of {@code analyze}.
 */
package io.streamgauge.exporters.page;
