package io.streamgauge.drivers.contract;

/** One thing a client can be asked to do. */
@FunctionalInterface
public interface Action {
  /**
   * Does it, and notes in the report what the client says of it. It is interrupted at the
   * scenario's deadline and then has to close its clients.
   *
   * @param bootstrap {@code host:port} of a broker
   * @throws Skip if the client cannot do it
   * @throws Exception if it failed; the report says so then
   */
  void run(String bootstrap, Scenario scenario, Report report) throws Exception;
}
