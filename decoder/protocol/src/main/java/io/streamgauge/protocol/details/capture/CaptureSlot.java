package io.streamgauge.protocol.details.capture;

import io.streamgauge.protocol.details.wire.AnswerTally;
import io.streamgauge.protocol.program.FieldSink;

/**
 * One exchange in flight of an api that has a spec, or of one that has none (then only errors and
 * throttle time are read). Reused; confined to one thread.
 */
public final class CaptureSlot {
  private final CaptureContext context;
  private final AnswerTally tally;
  private final CaptureSink request;
  private final CaptureSink response;
  private final Budget budget;
  private CaptureTable.Capture capture;

  /**
   * @param context what the slots of a thread share
   * @param tally where errors and throttle time go
   */
  public CaptureSlot(CaptureContext context, AnswerTally tally) {
    this.context = context;
    this.tally = tally;
    this.budget = new Budget(context);
    this.request = new CaptureSink(context, tally);
    this.response = new CaptureSink(context, tally);
  }

  /** Prepares for an exchange. */
  @SuppressWarnings("ReferenceEquality") // there is one capture per api
  public void begin(int apiKey) {
    CaptureTable.Capture known = context.table().capture(apiKey);
    if (capture != known) {
      capture = known;
    }
    budget.release();
    request.begin(capture == null ? null : capture.request(), budget, null);
    response.begin(capture == null ? null : capture.response(), budget, request);
  }

  /** The mechanism of a SASL token in the request, or null if unknown. */
  public void saslMechanism(String mechanism) {
    request.saslMechanism(mechanism);
  }

  public FieldSink requestSink() {
    return request;
  }

  public FieldSink responseSink() {
    return response;
  }

  /** What the api's spec makes of what was read so far; null without a spec. */
  public Object make() {
    if (capture == null) {
      return null;
    }
    Captured asked = request.recalled();
    Captured answered = response.recalled();
    Object known = asked == null || answered == null ? null : answered.detailsWith(asked);
    if (known != null) {
      return known;
    }
    Object made = context.details().make(capture, request.root(), response.root());
    if (asked != null && answered != null) {
      answered.keepDetails(asked, made);
    }
    return made;
  }

  /** What the request said, which was read to its end; null if it cannot be kept. */
  public Captured keepRequest() {
    return request.keep(null);
  }

  /** What the response said, which was read to its end; null if it cannot be kept. */
  public Captured keepResponse() {
    return response.keep(tally.copy());
  }

  /** Has the request say again what one said before; false if limits do not allow it. */
  public boolean recallRequest(Captured said) {
    return request.recall(said);
  }

  /** The same for the response. */
  public boolean recallResponse(Captured said) {
    if (!response.recall(said)) {
      return false;
    }
    tally.copyFrom(said.tally);
    return true;
  }

  /** Forgets what the answer said. */
  public void forgetResponse() {
    response.begin(capture == null ? null : capture.response(), budget, request);
  }

  /** Forgets the exchange. */
  public void clear() {
    request.clear();
    response.clear();
    budget.release();
  }
}
