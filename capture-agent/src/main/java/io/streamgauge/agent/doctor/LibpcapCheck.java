package io.streamgauge.agent.doctor;

/**
 * Whether libpcap is here, which captures and compiles filters.
 *
 * @param version what it says of itself; empty if it is missing
 */
record LibpcapCheck(String version) implements Check {
  @Override
  public Finding judge() {
    return version.isEmpty()
        ? Finding.fail(
            "libpcap",
            "libpcap is not installed",
            "apt-get install libpcap0.8 (or: dnf install libpcap)")
        : Finding.ok("libpcap", version);
  }
}
