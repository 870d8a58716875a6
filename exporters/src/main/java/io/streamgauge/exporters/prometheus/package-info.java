/**
 * The store as a Prometheus page. The only package that imports simpleclient.
 *
 * <p>Names, types and help come from the metric catalogue; nothing is registered and nothing
 * lingers: a series that left the store is gone at the next scrape.
 */
package io.streamgauge.exporters.prometheus;
