/** {@code top} against a real exporter over HTTP, on terminals that exist in memory only. */
package io.streamgauge.exporters.top;
