package io.streamgauge.agent.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What this node calls itself, by its own files alone: a name server that does not answer would
 * hold up the start.
 */
final class NodeNames {
  private final Path host;
  private final Path hosts;
  private final Path resolver;

  /**
   * Names by these files.
   *
   * @param host has the node's name: {@code /proc/sys/kernel/hostname}
   * @param hosts hosts(5)
   * @param resolver resolv.conf(5)
   */
  NodeNames(Path host, Path hosts, Path resolver) {
    this.host = host;
    this.hosts = hosts;
    this.resolver = resolver;
  }

  /** Names of this machine. */
  static Set<String> ofThisMachine() {
    return new NodeNames(
            Path.of("/proc/sys/kernel/hostname"),
            Path.of("/etc/hosts"),
            Path.of("/etc/resolv.conf"))
        .lowerCase();
  }

  /**
   * Its host name, what else the hosts file calls it, the same in the domains where names are
   * looked up, and localhost; in lower case.
   */
  Set<String> lowerCase() {
    Set<String> names = new TreeSet<>();
    names.add("localhost");
    String name = lines(host).stream().findFirst().orElse("").strip();
    if (name.isEmpty()) {
      return names;
    }
    names.add(name);
    for (String[] fields : fields(hosts)) {
      List<String> aliases = List.of(fields).subList(1, fields.length);
      if (aliases.contains(name)) {
        names.addAll(aliases);
      }
    }
    if (!name.contains(".")) {
      for (String[] fields : fields(resolver)) {
        if (fields[0].equals("search") || fields[0].equals("domain")) {
          for (int i = 1; i < fields.length; i++) {
            names.add(name + "." + fields[i]);
          }
        }
      }
    }
    return names;
  }

  /** Words of each line up to a comment, in lower case. */
  private static List<String[]> fields(Path file) {
    return lines(file).stream()
        .map(line -> line.replaceFirst("[#;].*", "").strip().toLowerCase(Locale.ROOT))
        .filter(line -> !line.isEmpty())
        .map(line -> line.split("\\s+"))
        .toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
          .map(line -> line.toLowerCase(Locale.ROOT))
          .toList();
    } catch (IOException e) {
      return List.of(); // A node without a name is found by its addresses.
    }
  }
}
