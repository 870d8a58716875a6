package io.streamgauge.protocol.details.capture;

import io.streamgauge.protocol.details.wire.AnswerTally;
import io.streamgauge.protocol.program.FieldSink;

/**
 * One exchange in flight of an api that has a spec, or of one that has none (then only errors and
 * throttle time are read). Reused; confined to one thread.
 */
public final class CaptureSlot {
  private final CaptureContext context;
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
    this.budget = new Budget(context);
    this.request = new CaptureSink(context, tally);
    this.response = new CaptureSink(context, tally);
  }

  /** Prepares for an exchange. */
  public void begin(int apiKey) {
    capture = context.table().capture(apiKey);
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
    return capture == null
        ? null
        : context.details().make(capture, request.root(), response.root());
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
    capture = null;
  }
}
