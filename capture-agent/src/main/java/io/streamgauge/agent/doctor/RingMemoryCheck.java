package io.streamgauge.agent.doctor;

/**
 * Whether the kernel's packet buffers fit into memory.
 *
 * @param wantedBytes buffers of all interfaces together
 * @param availableBytes what can be had without swapping; {@link MachineFacts#UNKNOWN} if unknown
 */
record RingMemoryCheck(long wantedBytes, long availableBytes) implements Check {
  private static final String NAME = "ring-memory";

  /** A process of 256 MB is the agent's promise, and the buffers are a part of it. */
  private static final int WARN_PARTS = 4;

  private static final int MEGABYTE_BITS = 20;

  @Override
  public Finding judge() {
    long wanted = wantedBytes >> MEGABYTE_BITS;
    if (availableBytes == MachineFacts.UNKNOWN) {
      return Finding.warn(
          NAME,
          "it is not known whether %d MB of packet buffers can be had".formatted(wanted),
          "run it on Linux, where /proc/meminfo says it");
    }
    String facts =
        "%d MB of packet buffers, %d MB available"
            .formatted(wanted, availableBytes >> MEGABYTE_BITS);
    String mend = "./streamgauge agent --capture-buffer " + Math.max(1, wanted / WARN_PARTS);
    if (wantedBytes > availableBytes) {
      return Finding.fail(NAME, facts, mend);
    }
    return wantedBytes > availableBytes / WARN_PARTS
        ? Finding.warn(NAME, facts, mend)
        : Finding.ok(NAME, facts);
  }
}
