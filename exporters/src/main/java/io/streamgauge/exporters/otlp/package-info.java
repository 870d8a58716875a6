/**
 * Results pushed by OTLP, the OpenTelemetry protocol. The only package that imports OpenTelemetry.
 *
 * <p>What is pushed is what {@code /metrics} shows, at the same moment's values; nothing is
 * registered with a meter, and nothing is kept between two pushes.
 */
package io.streamgauge.exporters.otlp;
