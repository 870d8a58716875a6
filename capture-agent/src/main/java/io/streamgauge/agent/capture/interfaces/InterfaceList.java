package io.streamgauge.agent.capture.interfaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Names of the interfaces that are up now. */
@FunctionalInterface
public interface InterfaceList {

  /**
   * Those names, in any order.
   *
   * @throws UncheckedIOException if they cannot be found out
   */
  Set<String> names();

  /** What Linux shows of the network namespace of this process. */
  static InterfaceList ofLinux() {
    return in(Path.of("/sys/class/net"));
  }

  /** What lies in a folder as in {@code /sys/class/net}: one folder for each interface. */
  static InterfaceList in(Path folder) {
    return () -> {
      Set<String> names = new TreeSet<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (isUp(entry)) {
            names.add(entry.getFileName().toString());
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return names;
    };
  }

  private static boolean isUp(Path entry) {
    try {
      // IFF_UP (linux/if.h); an interface that is down can be captured no more than one that is
      // gone. Files such as bonding_masters lie there too.
      return (Long.decode(Files.readString(entry.resolve("flags")).strip()) & 1) != 0;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }
}
