/**
 * The commands {@code exporter}, {@code compare} and {@code top}: options in, something that runs
 * out.
 */
package io.streamgauge.exporters.cli;
