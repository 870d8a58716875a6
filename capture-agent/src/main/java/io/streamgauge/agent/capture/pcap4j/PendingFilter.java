package io.streamgauge.agent.capture.pcap4j;

import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.TrafficFilter;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A filter on its way to the capture thread; a later one takes its place. */
final class PendingFilter {
  private static final Logger LOG = LoggerFactory.getLogger(PendingFilter.class);

  private final AtomicReference<TrafficFilter> next = new AtomicReference<>();

  /** Changes what a handle lets through. */
  @FunctionalInterface
  interface Change {
    /** Throws, and leaves all as it was, if the filter is refused. */
    void to(TrafficFilter filter) throws CaptureUnavailableException;
  }

  /** From any thread. */
  void put(TrafficFilter filter) {
    next.set(filter);
  }

  /** On the capture thread, which goes on with the old filter if the new one is refused. */
  void apply(Change change) {
    TrafficFilter filter = next.getAndSet(null);
    if (filter == null) {
      return;
    }
    try {
      change.to(filter);
    } catch (CaptureUnavailableException e) {
      LOG.warn("Still capturing with the filter before: {}", e.getMessage());
    }
  }
}
