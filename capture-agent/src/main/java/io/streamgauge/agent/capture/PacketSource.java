package io.streamgauge.agent.capture;

import java.io.IOException;

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

  /** What was received and lost so far. May be called from any thread. */
  CaptureStatistics statistics();

  /** Ends {@link #run} soon, from any thread; idempotent. */
  @Override
  void close() throws IOException;
}
