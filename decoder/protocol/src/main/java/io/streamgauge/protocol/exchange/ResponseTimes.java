package io.streamgauge.protocol.exchange;

/** Where and when a response was on the wire. */
final class ResponseTimes {
  /** Size with the 4-byte prefix. */
  long bytes;

  /** Bytes of the response direction before it. */
  long position;

  long firstNanos;
  long lastNanos;

  void begin(long size, long start, long timestampNanos) {
    bytes = size;
    position = start;
    firstNanos = timestampNanos;
    lastNanos = Exchange.NO_TIME;
  }

  ResponseTimes copy() {
    ResponseTimes copy = new ResponseTimes();
    copy.begin(bytes, position, firstNanos);
    copy.lastNanos = lastNanos;
    return copy;
  }
}
