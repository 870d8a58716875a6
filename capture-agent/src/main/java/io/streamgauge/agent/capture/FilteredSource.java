package io.streamgauge.agent.capture;

/** A live source whose kernel filter may be changed while it runs. */
public interface FilteredSource extends PacketSource {

  /**
   * Lets other traffic through from soon on; from any thread, any number of times.
   *
   * @throws CaptureUnavailableException if the system refuses the filter; the old one stays
   */
  void filter(TrafficFilter filter) throws CaptureUnavailableException;
}
