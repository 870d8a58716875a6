package io.streamgauge.agent.doctor;

import java.util.List;

/**
 * Whether the topics of the bus are as they must be.
 *
 * @param bootstrap where the bus is
 * @param unknown why that is not known; empty if it is
 * @param differences one line each
 */
record TopicsCheck(String bootstrap, String unknown, List<String> differences) implements Check {
  private static final String NAME = "topics";

  @Override
  public Finding judge() {
    if (!unknown.isEmpty()) {
      return Finding.warn(
          NAME, "not known: " + unknown, "./streamgauge topics check --bootstrap " + bootstrap);
    }
    return differences.isEmpty()
        ? Finding.ok(NAME, "all topics are as they must be")
        : Finding.fail(
            NAME,
            String.join("; ", differences),
            "./streamgauge topics create --bootstrap "
                + bootstrap
                + " makes those that are missing, ./streamgauge topics print shows how they must"
                + " be");
  }
}
