package io.streamgauge.agent.capture;

import java.io.IOException;
import java.util.List;

/** A stream of captured packets: a file, a pipe or a live interface. Runs once. */
public interface PacketSource extends AutoCloseable {

  /**
   * Delivers packets on the calling thread until the source ends or {@link #close()} is called from
   * another thread. What the handler throws comes out of here unchanged.
   *
   * @throws CaptureFormatException if a capture file cannot be read any further
   * @throws CaptureUnavailableException if a live capture fails
   * @throws IOException if reading fails
   */
  void run(PacketHandler handler) throws IOException;

  /** How many handlers it can deliver to at the same time, 1 or more. */
  default int lanes() {
    return 1;
  }

  /**
   * As {@link #run(PacketHandler)}, with a handler for each lane: all packets of a connection go to
   * the same one, and each handler is called by one thread at a time.
   *
   * @param handlers as many as there are lanes, or more; those beyond hear nothing
   */
  default void run(List<? extends PacketHandler> handlers) throws IOException {
    run(handlers.get(0));
  }

  /** What was received and lost so far. May be called from any thread. */
  CaptureStatistics statistics();

  /** Ends {@link #run} soon, from any thread; idempotent. */
  @Override
  void close() throws IOException;
}
