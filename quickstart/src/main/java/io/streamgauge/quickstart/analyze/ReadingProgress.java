package io.streamgauge.quickstart.analyze;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.events.v1.Result;

/** Progress through captures by the bytes read, then through their results by event time. */
final class ReadingProgress {
  /** Packets between two looks at the clock, a power of two. */
  private static final int STRIDE = 1 << 12;

  private static final long NANOS = 1_000_000_000L;

  private final Progress progress;
  private final long totalBytes;
  private long bytesBefore;
  private long packets;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;

  /**
   * Progress of a run over captures.
   *
   * @param totalBytes of all of them; 0 if that is unknown
   */
  ReadingProgress(Progress progress, long totalBytes) {
    this.progress = progress;
    this.totalBytes = totalBytes;
  }

  boolean isVisible() {
    return progress.isVisible();
  }

  /** A packet of a capture was read. */
  void packet(long timestampNanos, CaptureFileSource source) {
    firstNanos = Math.min(firstNanos, timestampNanos);
    lastNanos = Math.max(lastNanos, timestampNanos);
    if ((++packets & STRIDE - 1) == 0) {
      progress.at("reading", bytesBefore + source.bytesRead(), totalBytes);
    }
  }

  /** A capture was read to its end. */
  void read(CaptureFileSource source) {
    bytesBefore += source.bytesRead();
  }

  /** A result came out. */
  void result(Result result) {
    if (packets > 0) {
      long first = firstNanos / NANOS;
      progress.at("analyzing", result.getAsOfSeconds() - first, lastNanos / NANOS - first + 1);
    }
  }
}
