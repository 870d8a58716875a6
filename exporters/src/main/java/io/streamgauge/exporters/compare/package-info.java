/**
 * Holds what another exporter of consumer lag says beside what this one says, series by series. It
 * only reads two pages; it knows nothing of the store.
 */
package io.streamgauge.exporters.compare;
