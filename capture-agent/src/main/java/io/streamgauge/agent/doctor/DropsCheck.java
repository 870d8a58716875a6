package io.streamgauge.agent.doctor;

/**
 * Whether the capture kept up.
 *
 * @param received packets that were captured
 * @param dropped packets that the kernel dropped
 */
record DropsCheck(long received, long dropped) implements Check {
  private static final String NAME = "drops";
  private static final double FAIL_SHARE = 0.01;

  @Override
  public Finding judge() {
    String facts = dropped + " of " + (received + dropped) + " packets dropped";
    String mend =
        "./streamgauge agent --capture-buffer 128 --workers 2, with the --interface and --port that"
            + " matter";
    if (dropped == 0) {
      return Finding.ok(NAME, facts);
    }
    return dropped > FAIL_SHARE * (received + dropped)
        ? Finding.fail(NAME, facts, mend)
        : Finding.warn(NAME, facts, mend);
  }
}
