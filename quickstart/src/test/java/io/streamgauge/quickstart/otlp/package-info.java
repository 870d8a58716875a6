/** What exporters push by OTLP, from a real bus. */
package io.streamgauge.quickstart.otlp;
