package io.streamgauge.agent.capture;

/** What a capture reader counts on its way. */
final class CaptureCounters {

  long received;
  long dropped;
  long truncatedBytes;
  long skipped;
  long cutBytes;
  String cutNote = "";

  CaptureStatistics snapshot() {
    return new CaptureStatistics(received, dropped, truncatedBytes, skipped);
  }
}
