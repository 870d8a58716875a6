package io.streamgauge.protocol.details.capture;

import io.streamgauge.protocol.details.wire.AnswerTally;

/**
 * What one message said, kept beyond its exchange for when the same bytes come again. Of messages
 * without arrays, structures and bytes fields only.
 */
public final class Captured {
  final Fields fields;
  final AnswerTally tally;

  /** How many values it takes from the {@link Budget}. */
  final int values;

  private Captured asked;
  private Object details;

  /**
   * @param fields nobody else's
   * @param tally likewise; null for a request
   */
  Captured(Fields fields, AnswerTally tally) {
    this.fields = fields;
    this.tally = tally;
    this.values = fields.count();
  }

  /** A response's: what was last made of it, if that was the answer to {@code request}; or null. */
  Object detailsWith(Captured request) {
    return asked == request ? details : null;
  }

  void keepDetails(Captured request, Object made) {
    asked = request;
    details = made;
  }
}
