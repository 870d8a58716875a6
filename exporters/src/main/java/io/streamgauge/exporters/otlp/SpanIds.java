package io.streamgauge.exporters.otlp;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.streamgauge.events.v1.SpanSampled.Kind;
import io.streamgauge.events.v1.SpanSampled.Reason;
import io.streamgauge.events.v1.TraceSpan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of spans, derived from what they are about, so that whoever saw a record sent, delivered or
 * committed comes to the same trace, and a span that is told again has the id that it had.
 *
 * <p>A trace is about one record: its id is the beginning of a SHA-256 over cluster, topic,
 * partition and offset. A failure that no record belongs to has a trace of its own.
 */
final class SpanIds {
  private static final byte SEPARATOR = 0;

  private final MessageDigest digest = sha256();

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /** Who a span is. */
  SpanContext of(TraceSpan span) {
    String trace = trace(span);
    return context(trace, id(trace, span.getKind(), span));
  }

  /**
   * Who the span is from which this one follows: for what became of a record, a fetch follows from
   * its produce, and a commit from the fetch of the same client.
   */
  SpanContext parentOf(TraceSpan span) {
    if (span.getReason() != Reason.RECORD) {
      return SpanContext.getInvalid();
    }
    String trace = trace(span);
    return switch (span.getKind()) {
      case POLL -> context(trace, id(trace, Kind.SEND, span));
      case COMMIT -> context(trace, id(trace, Kind.POLL, span));
      default -> SpanContext.getInvalid();
    };
  }

  private static SpanContext context(String trace, String span) {
    return SpanContext.create(trace, span, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private String trace(TraceSpan span) {
    add(span.getCluster());
    if (span.getOffset() >= 0) {
      add(span.getTopic());
      add(span.getPartition());
      add(span.getOffset());
    } else {
      add(span.getBroker());
      add(span.getClientId());
      add(span.getWorkload());
      add(span.getStartNanos());
      add(span.getCorrelationId());
    }
    return hex(TraceId.getLength());
  }

  /** A record is sent once; who fetched it, and for which group it was committed, tells apart. */
  private String id(String trace, Kind kind, TraceSpan span) {
    add(trace);
    add(kind.name());
    if (span.getReason() != Reason.RECORD) {
      add(span.getStartNanos());
      add(span.getCorrelationId());
    }
    if (kind != Kind.SEND) {
      add(span.getClientId());
      add(span.getWorkload());
    }
    if (kind == Kind.COMMIT) {
      add(span.getGroup());
    }
    return hex(SpanId.getLength());
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update(SEPARATOR);
  }

  private void add(long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
  }

  private String hex(int digits) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, digits);
  }
}
