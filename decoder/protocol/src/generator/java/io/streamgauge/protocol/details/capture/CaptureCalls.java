package io.streamgauge.protocol.details.capture;

import io.streamgauge.protocol.program.SinkCalls;

/** Code for messages that are captured field by field. */
public record CaptureCalls() implements SinkCalls {
  @Override
  public String packageName() {
    return CaptureCalls.class.getPackageName();
  }

  @Override
  public String sink() {
    return "CaptureSink";
  }
}
