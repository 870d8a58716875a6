package io.streamgauge.agent.doctor;

/**
 * Whether this process may capture.
 *
 * @param capabilities effective capabilities, bits as in {@code linux/capability.h}; {@link
 *     MachineFacts#UNKNOWN} if unknown
 */
record CaptureRightCheck(long capabilities) implements Check {
  private static final String NAME = "capture-right";
  private static final int CAP_NET_RAW = 13;
  private static final int CAP_NET_ADMIN = 12;

  @Override
  public Finding judge() {
    if (capabilities == MachineFacts.UNKNOWN) {
      return Finding.warn(
          NAME,
          "/proc/self/status does not say what this process may do",
          "run it on Linux, or as root");
    }
    if ((capabilities >>> CAP_NET_RAW & 1) == 0) {
      return Finding.fail(
          NAME,
          "this process has no CAP_NET_RAW",
          "sudo ./streamgauge agent, or with that right alone: sudo setpriv --reuid=$(id -u)"
              + " --regid=$(id -g) --clear-groups --inh-caps=+net_raw --ambient-caps=+net_raw"
              + " ./streamgauge agent");
    }
    String also = (capabilities >>> CAP_NET_ADMIN & 1) == 0 ? "" : " and CAP_NET_ADMIN";
    return Finding.ok(NAME, "this process has CAP_NET_RAW" + also);
  }
}
