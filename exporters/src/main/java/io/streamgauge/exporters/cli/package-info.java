/** The {@code exporter} command: options in, a running exporter out. */
package io.streamgauge.exporters.cli;
