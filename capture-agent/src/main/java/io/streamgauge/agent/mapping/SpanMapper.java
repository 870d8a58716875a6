package io.streamgauge.agent.mapping;

import io.streamgauge.events.BatchTables;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.CaptureCounter;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.SpanSampled;
import io.streamgauge.events.v1.SpanSampled.Kind;
import io.streamgauge.events.v1.SpanSampled.Reason;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.exchange.Exchange;

/**
 * Tells sampled exchanges one by one: a span for each followed record that an exchange sent,
 * delivered or committed, one for the exchange if it failed, and one if it was slow and has no
 * other. Allocates nothing for exchanges that are not told.
 */
final class SpanMapper {
  /** Partitions of groups whose commits are followed at once. */
  private static final int MAX_COMMITTED = 10_000;

  /** Spans of one partition in one exchange that are counted as kept back. */
  private static final long MAX_KEPT_BACK = 1_000_000;

  private static final int ORDINARY_CONSUMER = -1;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NONE_YET = Long.MIN_VALUE / NANOS_PER_SECOND;
  private static final long CLOCK_SET_SECONDS = 10;
  private static final long NO_OFFSET = -1;

  private final SampledOffsets sampled;
  private final CommitProgress progress = new CommitProgress(MAX_COMMITTED);
  private final long slowNanos;
  private final int perSecond;
  private long second = NONE_YET;
  private int left;
  private long told;
  private long limited;

  SpanMapper(SpanOptions options) {
    this.sampled = new SampledOffsets(options.ratio());
    this.slowNanos = options.slow().toNanos();
    this.perSecond = options.perSecond();
  }

  /** Adds what was told and what the limit kept back, so far. */
  void countIn(CaptureCounts counts) {
    counts.add(CaptureCounter.SPANS_TOLD, told);
    counts.add(CaptureCounter.SPANS_LIMITED, limited);
  }

  /** Partitions of groups whose progress was forgotten, so far. */
  long forgotten() {
    return progress.forgotten();
  }

  /**
   * Tells what is sampled of an exchange.
   *
   * @param exchange answered, at least in part; valid only during the call
   */
  void map(Exchange exchange, MappingContext context) {
    Kind kind = kind(exchange);
    if (kind == null
        || exchange.requestFirstNanos() == Exchange.NO_TIME
        || exchange.responseLastNanos() == Exchange.NO_TIME) {
      return;
    }
    PartitionDetails details = (PartitionDetails) exchange.details();
    boolean followed = false;
    for (int i = 0; i < details.size(); i++) {
      PartitionRow row = details.row(i);
      if (row.errorCode() == KafkaErrors.NONE) {
        followed |= mapRow(kind, exchange, details, row, context);
      }
    }
    Reason reason = reason(exchange);
    // How long it took is told by the others, too; what failed is not among them.
    if (reason == Reason.FAILED || (reason == Reason.SLOW && !followed)) {
      tellWhole(kind, reason, exchange, details, context);
    }
  }

  private static Kind kind(Exchange exchange) {
    if (!(exchange.details() instanceof PartitionDetails details)) {
      return null;
    }
    return switch (exchange.apiKey()) {
      case ApiKeys.PRODUCE -> Kind.SEND;
      case ApiKeys.FETCH -> details.replicaId() == ORDINARY_CONSUMER ? Kind.POLL : null;
      case ApiKeys.OFFSET_COMMIT, ApiKeys.TXN_OFFSET_COMMIT -> Kind.COMMIT;
      default -> null;
    };
  }

  private Reason reason(Exchange exchange) {
    if (exchange.errorCode() != KafkaErrors.NONE
        && exchange.errorCode() != Exchange.NO_ERROR_CODE) {
      return Reason.FAILED;
    }
    return exchange.brokerNanos() >= slowNanos ? Reason.SLOW : null;
  }

  /** Whether records of the partition are followed; the limit may keep back all of their spans. */
  private boolean mapRow(
      Kind kind,
      Exchange exchange,
      PartitionDetails details,
      PartitionRow row,
      MappingContext context) {
    long to = kind == Kind.COMMIT ? row.committedOffset() : row.nextOffset();
    TopicRef topic = context.topicOfFact(row);
    String group = kind == Kind.COMMIT ? group(details, row) : null;
    if (to < 0 || topic == null || (group != null && !context.admitsGroup(group))) {
      return false;
    }
    long from =
        kind == Kind.COMMIT ? progress.commit(group, topic, row.partition(), to) : first(kind, row);
    long offset = sampled.next(row.partition(), from, to);
    boolean followed = offset != SampledOffsets.NONE;
    while (offset != SampledOffsets.NONE) {
      if (!admits(context)) {
        // What a client says of offsets may be anything; a sum of it must not overflow.
        limited += Math.min(MAX_KEPT_BACK, sampled.upTo(offset, to));
        break;
      }
      tell(new Span(kind, Reason.RECORD, topic, row, offset, group), exchange, context);
      offset = sampled.next(row.partition(), offset + 1, to);
    }
    return followed;
  }

  /** A set may begin before what the consumer asked for: it leaves out what comes first. */
  private static long first(Kind kind, PartitionRow row) {
    return kind == Kind.SEND ? row.baseOffset() : Math.max(row.fetchOffset(), row.baseOffset());
  }

  private static String group(PartitionDetails details, PartitionRow row) {
    return row.groupId() == null ? details.groupId() : row.groupId();
  }

  /** A span of the exchange as such, about the first partition that its reason is true of. */
  private void tellWhole(
      Kind kind,
      Reason reason,
      Exchange exchange,
      PartitionDetails details,
      MappingContext context) {
    PartitionRow about = null;
    for (int i = 0; i < details.size() && about == null; i++) {
      PartitionRow row = details.row(i);
      boolean fits = reason == Reason.SLOW || row.errorCode() == exchange.errorCode();
      about = fits ? row : null;
    }
    TopicRef topic = about == null ? null : context.topicOfFact(about);
    String group = kind == Kind.COMMIT && about != null ? group(details, about) : null;
    if ((about != null && topic == null) || (group != null && !context.admitsGroup(group))) {
      return;
    }
    if (admits(context)) {
      long offset = about == null ? NO_OFFSET : Math.max(NO_OFFSET, first(kind, about));
      tell(new Span(kind, reason, topic, about, offset, group), exchange, context);
    } else {
      limited++;
    }
  }

  /**
   * Whether one more may be told in this second of packet time. That may step back: a little while
   * connections wait for each other, which begins no new second, or much when a clock is set.
   */
  private boolean admits(MappingContext context) {
    long now = Math.floorDiv(context.timeNanos(), NANOS_PER_SECOND);
    if (now > second || now < second - CLOCK_SET_SECONDS) {
      second = now;
      left = perSecond;
    }
    return left > 0;
  }

  /**
   * What is told.
   *
   * @param topic null where the exchange names none, and then so is {@code row}
   * @param offset of the record, or {@link #NO_OFFSET}
   * @param group null unless it is a commit
   */
  private record Span(
      Kind kind, Reason reason, TopicRef topic, PartitionRow row, long offset, String group) {}

  private void tell(Span span, Exchange exchange, MappingContext context) {
    left--;
    told++;
    context.emit((tables, event) -> write(span, exchange, context, tables, event));
  }

  private static void write(
      Span span,
      Exchange exchange,
      MappingContext context,
      BatchTables tables,
      Event.Builder event) {
    SpanSampled.Builder written =
        event
            .getSpanSampledBuilder()
            .setKind(span.kind())
            .setReason(span.reason())
            .setClient(tables.client(context.client()))
            .setTopic(tables.topic(span.topic()))
            .setOffset(span.offset())
            .setGroup(tables.string(span.group()))
            .setDurationNanos(
                Math.max(0, exchange.responseLastNanos() - exchange.requestFirstNanos()))
            .setCorrelationId(exchange.correlationId());
    if (span.reason() == Reason.FAILED) {
      written.setErrorCode(exchange.errorCode());
    }
    if (span.row() != null) {
      written
          .setPartition(span.row().partition())
          .setRecords(Math.max(0, span.row().records()))
          .setBytes(Math.max(0, span.row().bytes()));
    }
  }
}
