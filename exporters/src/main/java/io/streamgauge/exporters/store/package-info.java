/**
 * The last-value mirror of the compacted results topic.
 *
 * <p>Knows lineage, event time and tombstones; knows nothing of Prometheus, HTTP or pages.
 */
package io.streamgauge.exporters.store;
