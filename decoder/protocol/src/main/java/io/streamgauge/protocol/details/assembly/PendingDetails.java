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

  String saslMechanism;
  boolean isFree;
  boolean isRefused;

  private PendingDetails(AnswerTally tally, PartitionSlot rows, CaptureContext context) {
    this.tally = tally;
    this.rows = rows;
    this.capture = context == null ? null : new CaptureSlot(context, tally);
  }

  static PendingDetails ofRows(AnswerTally tally, PartitionSlot rows) {
    return new PendingDetails(tally, rows, null);
  }

  static PendingDetails ofCapture(AnswerTally tally, CaptureContext context) {
    return new PendingDetails(tally, null, context);
  }
}
