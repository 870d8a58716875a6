package io.streamgauge.exporters.otlp;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamgauge.events.v1.SpanSampled.Kind;
import io.streamgauge.events.v1.TraceSpan;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Spans of one request as OTLP's. Their service is the client that did it, by its client id: what
 * is observed are its calls, not Streamgauge's.
 */
final class SpanTranslator {
  private static final String NAMELESS = "unknown_service";

  private final Map<String, String> resource;
  private final SpanIds ids = new SpanIds();
  private final Map<String, Resource> resources = new HashMap<>();

  /**
   * @param resource further attributes of all resources
   */
  SpanTranslator(Map<String, String> resource) {
    this.resource = resource;
  }

  SpanData translate(TraceSpan span) {
    String operation = operation(span.getKind());
    return new TranslatedSpan(
        resources.computeIfAbsent(service(span), this::resourceOf),
        span.getTopic().isEmpty() ? operation : operation + " " + span.getTopic(),
        span.getKind() == Kind.SEND ? SpanKind.PRODUCER : SpanKind.CLIENT,
        ids.of(span),
        ids.parentOf(span),
        span.getError().isEmpty()
            ? StatusData.unset()
            : StatusData.create(StatusCode.ERROR, span.getError()),
        span.getStartNanos(),
        span.getEndNanos(),
        attributes(span, operation));
  }

  private static String operation(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String service(TraceSpan span) {
    if (!span.getClientId().isEmpty()) {
      return span.getClientId();
    }
    return span.getWorkload().isEmpty() ? NAMELESS : span.getWorkload();
  }

  private Resource resourceOf(String service) {
    AttributesBuilder attributes = Attributes.builder();
    resource.forEach(attributes::put);
    return Resource.create(attributes.put(SemanticNames.SERVICE_NAME, service).build());
  }

  private static Attributes attributes(TraceSpan span, String operation) {
    AttributesBuilder attributes =
        Attributes.builder()
            .putAll(SemanticNames.spanAttributes(operation, span))
            .put("workload", span.getWorkload())
            .put("node", span.getNode())
            .put("streamgauge.sampled_for", span.getReason().name().toLowerCase(Locale.ROOT));
    if (span.getBytes() > 0) {
      attributes.put("streamgauge.record_set.size", span.getBytes());
    }
    return attributes.build();
  }
}
