package io.streamgauge.agent.publish;

import java.util.ArrayList;
import java.util.List;

/** The least rights of each process on the bus, as arguments of {@code kafka-acls.sh}. */
public final class BusAcls {
  private static final String PREFIXED_GROUPS =
      "--operation Read --resource-pattern-type prefixed --group streamgauge-";

  private BusAcls() {}

  /**
   * One line per grant.
   *
   * @param bootstrap where the bus is
   */
  public static List<String> commands(String bootstrap) {
    List<String> lines = new ArrayList<>();
    write(lines, bootstrap, "streamgauge-agent", BusTopics.EVENTS);
    read(lines, bootstrap, "streamgauge-jobs", BusTopics.EVENTS);
    read(lines, bootstrap, "streamgauge-jobs", BusTopics.IDENTITIES);
    read(lines, bootstrap, "streamgauge-jobs", BusTopics.RESULTS);
    write(lines, bootstrap, "streamgauge-jobs", BusTopics.RESULTS);
    write(lines, bootstrap, "streamgauge-jobs", BusTopics.SPANS);
    write(lines, bootstrap, "streamgauge-jobs", BusTopics.ALERTS);
    write(lines, bootstrap, "streamgauge-jobs", BusTopics.FINDINGS);
    grant(lines, bootstrap, "streamgauge-jobs", PREFIXED_GROUPS);
    read(lines, bootstrap, "streamgauge-exporter", BusTopics.RESULTS);
    read(lines, bootstrap, "streamgauge-exporter", BusTopics.SPANS);
    read(lines, bootstrap, "streamgauge-exporter", BusTopics.ALERTS);
    grant(lines, bootstrap, "streamgauge-exporter", PREFIXED_GROUPS);
    return lines;
  }

  /** The grant of agents alone, on a topic of any name. */
  public static String ofAgent(String bootstrap, String topic) {
    List<String> lines = new ArrayList<>();
    write(lines, bootstrap, "streamgauge-agent", topic);
    return lines.get(0);
  }

  private static void read(List<String> lines, String bootstrap, String user, String topic) {
    grant(lines, bootstrap, user, "--operation Read --operation Describe --topic " + topic);
  }

  private static void write(List<String> lines, String bootstrap, String user, String topic) {
    grant(lines, bootstrap, user, "--operation Write --operation Describe --topic " + topic);
  }

  private static void grant(List<String> lines, String bootstrap, String user, String what) {
    lines.add(
        "kafka-acls.sh --bootstrap-server "
            + bootstrap
            + " --add --allow-principal User:"
            + user
            + " "
            + what);
  }
}
