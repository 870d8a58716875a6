package io.streamgauge.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningSocketsTest {
  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";

  @TempDir private Path proc;

  private void table(String name, String... rows) throws IOException {
    Path file = proc.resolve("net").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, HEADER + String.join("\n", rows) + "\n");
  }

  private static String row(String local, String state, int inode) {
    return "   0: %s 00000000:0000 %s 00000000:00000000 00:00000000 00000000  1000        0 %d 1"
        .formatted(local, state, inode);
  }

  private Path process(int pid, String commandLine, int... inodes) throws IOException {
    Path process = Files.createDirectories(proc.resolve(String.valueOf(pid)));
    Files.writeString(process.resolve("cmdline"), commandLine.replace(' ', '\0'));
    Path descriptors = Files.createDirectories(process.resolve("fd"));
    Files.createSymbolicLink(descriptors.resolve("0"), Path.of("/dev/null"));
    for (int i = 0; i < inodes.length; i++) {
      Files.createSymbolicLink(
          descriptors.resolve(String.valueOf(i + 1)), Path.of("socket:[" + inodes[i] + "]"));
    }
    return process;
  }

  @Test
  void brokersListeningSocketsAreFoundAndNoOthers() throws IOException {
    // Given
    table(
        "tcp",
        row("00000000:2384", "0A", 11),
        row("0100007F:4A94", "0A", 12),
        row("0100007F:2385", "01", 13),
        row("00000000:0050", "0A", 14));
    table("tcp6", row("00000000000000000000000000000000:2386", "0A", 15));
    process(7, "java -Xmx1g kafka.Kafka server.properties", 11, 13, 15);
    process(8, "nginx", 14);
    process(9, "java kafka.Kafka other.properties", 12);
    Files.createDirectory(proc.resolve("10"));

    // When
    ListeningSockets.Found found = ListeningSockets.in(proc).find(ListeningSockets::isBroker);

    // Then
    assertThat(found.ports()).containsExactly(0x2384, 0x2386, 0x4a94);
    assertThat(found.hidden()).isZero();
    assertThat(found.missingRight()).isEmpty();
  }

  @Test
  void aDescriptorThatIsGoneMeanwhileCostsNoOther() throws IOException {
    // Given: what is no link cannot be read as one, like a descriptor that was closed
    table("tcp", row("00000000:2384", "0A", 11));
    Path process = process(7, "java kafka.Kafka", 11);
    for (int i = 0; i < 100; i++) {
      Files.createFile(process.resolve("fd/gone" + i));
    }

    // When
    ListeningSockets.Found found = ListeningSockets.in(proc).find(ListeningSockets::isBroker);

    // Then
    assertThat(found.ports()).containsExactly(0x2384);
    assertThat(found.hidden()).isZero();
  }

  @Test
  void theMissingRightIsNamedInOneLine() {
    assertThat(new ListeningSockets.Found(Set.of(), 2).missingRight())
        .contains("2 processes", "CAP_SYS_PTRACE")
        .doesNotContain("\n");
  }

  @Test
  void thisProcessesOwnSocketIsFound() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "there is no /proc here");
    String self =
        Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1)
            .replace('\0', ' ');
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ListeningSockets.Found found =
          ListeningSockets.in(Path.of("/proc")).find(line -> line.equals(self));

      assertThat(found.ports()).contains(server.getLocalPort());
    }
  }
}
