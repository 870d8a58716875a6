package io.streamgauge.exporters.otlp;

import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** The SDK's exporters, which retry by themselves, as settings want them. */
final class Receivers {
  private static final String METRICS_PATH = "/v1/metrics";
  private static final String TRACES_PATH = "/v1/traces";
  private static final String GZIP = "gzip";

  private Receivers() {}

  /**
   * An exporter of metrics.
   *
   * @param settings with an endpoint
   * @param headers of each request
   * @param answers where the receiver's answers are kept
   */
  static MetricExporter metrics(
      OtlpSettings settings, Supplier<Map<String, String>> headers, ReceiverAnswers answers) {
    URI endpoint = settings.endpoint().orElseThrow();
    return switch (settings.protocol()) {
      case GRPC -> grpc(settings, endpoint, headers, answers);
      case HTTP -> http(settings, endpoint, headers, answers);
    };
  }

  private static MetricExporter grpc(
      OtlpSettings settings,
      URI endpoint,
      Supplier<Map<String, String>> headers,
      ReceiverAnswers answers) {
    OtlpGrpcMetricExporterBuilder builder =
        OtlpGrpcMetricExporter.builder()
            .setEndpoint(endpoint.toString())
            .setCompression(GZIP)
            .setComponentLoader(answers)
            .setHeaders(headers);
    settings.trusted().ifPresent(pem -> builder.setTrustedCertificates(bytes(pem)));
    return builder.build();
  }

  private static MetricExporter http(
      OtlpSettings settings,
      URI endpoint,
      Supplier<Map<String, String>> headers,
      ReceiverAnswers answers) {
    OtlpHttpMetricExporterBuilder builder =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(withPath(endpoint, METRICS_PATH))
            .setCompression(GZIP)
            .setComponentLoader(answers)
            .setHeaders(headers);
    settings.trusted().ifPresent(pem -> builder.setTrustedCertificates(bytes(pem)));
    return builder.build();
  }

  /** An exporter of spans; the same as of metrics otherwise. */
  static SpanExporter spans(
      OtlpSettings settings, Supplier<Map<String, String>> headers, ReceiverAnswers answers) {
    URI endpoint = settings.endpoint().orElseThrow();
    return switch (settings.protocol()) {
      case GRPC -> grpcSpans(settings, endpoint, headers, answers);
      case HTTP -> httpSpans(settings, endpoint, headers, answers);
    };
  }

  private static SpanExporter grpcSpans(
      OtlpSettings settings,
      URI endpoint,
      Supplier<Map<String, String>> headers,
      ReceiverAnswers answers) {
    OtlpGrpcSpanExporterBuilder builder =
        OtlpGrpcSpanExporter.builder()
            .setEndpoint(endpoint.toString())
            .setCompression(GZIP)
            .setComponentLoader(answers)
            .setHeaders(headers);
    settings.trusted().ifPresent(pem -> builder.setTrustedCertificates(bytes(pem)));
    return builder.build();
  }

  private static SpanExporter httpSpans(
      OtlpSettings settings,
      URI endpoint,
      Supplier<Map<String, String>> headers,
      ReceiverAnswers answers) {
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(withPath(endpoint, TRACES_PATH))
            .setCompression(GZIP)
            .setComponentLoader(answers)
            .setHeaders(headers);
    settings.trusted().ifPresent(pem -> builder.setTrustedCertificates(bytes(pem)));
    return builder.build();
  }

  /** As OpenTelemetry's specification of the exporters has it for a base URL. */
  private static String withPath(URI endpoint, String path) {
    String base = endpoint.toString().replaceAll("/+$", "");
    return base.replaceAll("(" + METRICS_PATH + "|" + TRACES_PATH + ")$", "") + path;
  }

  private static byte[] bytes(String pem) {
    return pem.getBytes(StandardCharsets.US_ASCII);
  }
}
