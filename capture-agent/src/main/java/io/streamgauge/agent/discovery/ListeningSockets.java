package io.streamgauge.agent.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Ports on which processes of this machine listen, from {@code /proc} (proc(5)). Sees the processes
 * of its own pid namespace and the sockets of its own network namespace.
 */
public final class ListeningSockets {
  private static final String LISTEN = "0A";
  private static final String SOCKET = "socket:[";
  private static final int MAX_COMMAND = 1 << 16;

  private final Path proc;

  private ListeningSockets(Path proc) {
    this.proc = proc;
  }

  /**
   * What was found.
   *
   * @param ports on which the wanted processes listen; sorted
   * @param hidden wanted processes whose sockets could not be seen
   */
  public record Found(Set<Integer> ports, int hidden) {
    /** One line that names the right that is missing; empty if none is. */
    public String missingRight() {
      return hidden == 0
          ? ""
          : "the sockets of %d processes that look like brokers are hidden: give this process CAP_SYS_PTRACE, or name the ports"
              .formatted(hidden);
    }
  }

  /** A folder as {@code /proc} is one. */
  public static ListeningSockets in(Path proc) {
    return new ListeningSockets(proc);
  }

  /** Whether a command line is a Kafka broker's: its main class is in it. */
  public static boolean isBroker(String commandLine) {
    return commandLine.contains("kafka.Kafka") || commandLine.contains("kafka.server.Kafka");
  }

  /**
   * The ports on which processes listen whose command line, arguments separated by spaces, is
   * wanted. What ends meanwhile is left out.
   *
   * @throws IOException if there is no such folder
   */
  public Found find(Predicate<String> wanted) throws IOException {
    Map<String, Integer> listening = new HashMap<>();
    for (String table : new String[] {"net/tcp", "net/tcp6"}) {
      readTable(proc.resolve(table), listening);
    }
    Set<Integer> ports = new TreeSet<>();
    int hidden = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (wanted.test(commandLine(process)) && !readSockets(process, listening, ports)) {
          hidden++;
        }
      }
    }
    return new Found(ports, hidden);
  }

  private static void readTable(Path table, Map<String, Integer> listening) throws IOException {
    if (!Files.exists(table)) {
      return;
    }
    for (String line : Files.readAllLines(table, StandardCharsets.ISO_8859_1)) {
      // sl, local address, remote address, state, queues, timer, retransmits, uid, timeout, inode
      String[] fields = line.strip().split("\\s+");
      if (fields.length > 9 && fields[3].equals(LISTEN)) {
        int colon = fields[1].lastIndexOf(':');
        listening.put(fields[9], Integer.parseInt(fields[1].substring(colon + 1), 16));
      }
    }
  }

  private static String commandLine(Path process) {
    try {
      byte[] bytes;
      try (var in = Files.newInputStream(process.resolve("cmdline"))) {
        bytes = in.readNBytes(MAX_COMMAND);
      }
      return new String(bytes, StandardCharsets.ISO_8859_1).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  /** Returns whether they could be seen. */
  private static boolean readSockets(
      Path process, Map<String, Integer> listening, Set<Integer> ports) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        String target = target(descriptor);
        if (target.startsWith(SOCKET)) {
          Integer port = listening.get(target.substring(SOCKET.length(), target.length() - 1));
          if (port != null) {
            ports.add(port);
          }
        }
      }
      return true;
    } catch (AccessDeniedException e) {
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      // It ended meanwhile.
      return true;
    }
  }

  /** Where a descriptor leads; empty if it was closed meanwhile, which busy brokers always do. */
  private static String target(Path descriptor) throws AccessDeniedException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      return "";
    }
  }
}
