package io.streamgauge.agent.doctor;

/**
 * Whether both directions of connections are seen.
 *
 * @param flows connections with payload
 * @param halfSeen of these, the ones of which one direction was seen
 */
record HalfSeenCheck(long flows, long halfSeen) implements Check {
  private static final String NAME = "half-seen";
  private static final int FAIL_PARTS = 2;

  @Override
  public Finding judge() {
    if (flows == 0) {
      return Finding.warn(
          NAME, "no connection was seen", "look for longer: ./streamgauge doctor --duration 60s");
    }
    String facts = "%d of %d connections are seen in one direction only".formatted(halfSeen, flows);
    String mend =
        "./streamgauge agent --interface any, or capture where both directions pass: the node's"
            + " interface, both legs of a mirror";
    if (halfSeen == 0) {
      return Finding.ok(NAME, facts);
    }
    return halfSeen * FAIL_PARTS > flows
        ? Finding.fail(NAME, facts, mend)
        : Finding.warn(NAME, facts, mend);
  }
}
