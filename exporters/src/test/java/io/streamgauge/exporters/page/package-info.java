/** The page in a real Chromium, against an exporter over a store that the tests fill. */
package io.streamgauge.exporters.page;
