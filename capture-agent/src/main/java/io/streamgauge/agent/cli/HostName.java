package io.streamgauge.agent.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine calls itself. */
final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  static String ofThisMachine() {
    return of(KERNEL);
  }

  /**
   * The name in a file, or else what the system's resolver says. The file goes first because a
   * resolver whose name server does not answer holds up the start.
   */
  static String of(Path file) {
    try {
      String name = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException e) {
      // Not Linux: asked below.
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
