package io.streamgauge.agent.doctor;

import java.util.Set;

/**
 * Whether an agent may do on the bus what it must.
 *
 * @param topic the events topic
 * @param unknown why that is not known; empty if it is
 * @param missing operations on that topic that are not granted
 * @param grant the command that grants them
 */
record RightsCheck(String topic, String unknown, Set<String> missing, String grant)
    implements Check {
  private static final String NAME = "acls";

  @Override
  public Finding judge() {
    if (!unknown.isEmpty()) {
      return Finding.warn(NAME, "not known: " + unknown, "./streamgauge topics print");
    }
    return missing.isEmpty()
        ? Finding.ok(NAME, "this client may write to " + topic)
        : Finding.fail(
            NAME, "this client may not " + String.join(", ", missing) + " on " + topic, grant);
  }
}
