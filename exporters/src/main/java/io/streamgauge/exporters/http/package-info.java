/**
 * The exporter's HTTP side: metrics, health, JSON and a small page.
 *
 * <p>Renders view models and the Prometheus page; computes nothing.
 */
package io.streamgauge.exporters.http;
