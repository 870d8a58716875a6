package io.streamgauge.protocol.details.assembly;

import io.streamgauge.protocol.details.capture.CaptureContext;
import io.streamgauge.protocol.details.capture.CaptureSlot;
import io.streamgauge.protocol.details.rows.PartitionSlot;
import io.streamgauge.protocol.details.wire.AnswerTally;

/**
 * The details of an exchange in flight. Opaque; belongs to the {@link DetailsAssembler} that gave
 * it, from {@link DetailsAssembler#acquire} to {@link DetailsAssembler#release}.
 */
public final class PendingDetails {
  final AnswerTally tally;

  /** Not null for partition apis only. */
  final PartitionSlot rows;

  /** Not null for all other apis. */
  final CaptureSlot capture;

  /** Of the pool that a capture belongs to. */
  final int apiKey;

  String saslMechanism;
  boolean isFree;
  boolean isRefused;

  private PendingDetails(
      int apiKey, AnswerTally tally, PartitionSlot rows, CaptureContext context) {
    this.apiKey = apiKey;
    this.tally = tally;
    this.rows = rows;
    this.capture = context == null ? null : new CaptureSlot(context, tally);
  }

  static PendingDetails ofRows(AnswerTally tally, PartitionSlot rows) {
    return new PendingDetails(-1, tally, rows, null);
  }

  static PendingDetails ofCapture(int apiKey, AnswerTally tally, CaptureContext context) {
    return new PendingDetails(apiKey, tally, null, context);
  }
}
