package io.streamgauge.agent.doctor;

import io.streamgauge.agent.capture.interfaces.InterfaceChoice;
import io.streamgauge.agent.capture.interfaces.InterfaceList;
import io.streamgauge.agent.discovery.ListeningSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the machine says of itself.
 *
 * @param proc {@code /proc}, proc(5)
 * @param cgroup the process' control group, version 2: {@code /sys/fs/cgroup}
 */
record MachineFacts(Path proc, Path cgroup) {
  static final long UNKNOWN = -1;

  private static final int HEXADECIMAL = 16;
  private static final int KILOBYTE_BITS = 10;

  static MachineFacts ofThisMachine() {
    return new MachineFacts(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
  }

  /** Effective capabilities of this process; {@link #UNKNOWN} off Linux. */
  long capabilities() {
    String value = field(proc.resolve("self/status"), "CapEff:");
    try {
      return value.isEmpty()
          ? UNKNOWN
          : Long.parseUnsignedLong(value, HEXADECIMAL) & Long.MAX_VALUE;
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }

  /**
   * Bytes that can be had without swapping, within the limit of a container; {@link #UNKNOWN} off
   * Linux.
   */
  long availableMemory() {
    long machine = number(field(proc.resolve("meminfo"), "MemAvailable:").replace(" kB", ""));
    if (machine == UNKNOWN) {
      return UNKNOWN;
    }
    long available = machine << KILOBYTE_BITS;
    long limit = number(field(cgroup.resolve("memory.max"), ""));
    long used = number(field(cgroup.resolve("memory.current"), ""));
    return limit == UNKNOWN || used == UNKNOWN
        ? available
        : Math.min(available, Math.max(0, limit - used));
  }

  /** Ports on which processes listen that look like brokers; empty where they cannot be seen. */
  Set<Integer> brokerPorts() {
    try {
      return ListeningSockets.in(proc).find(ListeningSockets::isBroker).ports();
    } catch (IOException e) {
      return Set.of();
    }
  }

  /** Names of the interfaces that are meant: those that are up, and those that must be there. */
  static Set<String> interfaces(InterfaceChoice choice) {
    Set<String> names = new TreeSet<>(choice.required());
    try {
      InterfaceList.ofLinux().names().stream().filter(choice::includes).forEach(names::add);
    } catch (UncheckedIOException e) {
      // Elsewhere libpcap has a name for all of them.
      if (names.isEmpty()) {
        names.add(InterfaceChoice.ANY);
      }
    }
    return names;
  }

  private static String field(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private static long number(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }
}
