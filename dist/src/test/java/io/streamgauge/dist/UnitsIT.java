package io.streamgauge.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The systemd units of the archive, and the agent with the rights that its unit gives it. */
class UnitsIT {
  /** Bit 13 (capabilities(7)). */
  private static final String NET_RAW_ALONE = "0000000000002000";

  private static final String NOBODY = "65534";

  /** Of systemd.unit(5), systemd.service(5), systemd.exec(5), systemd.resource-control(5). */
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "[Unit]",
          Set.of("Description", "Wants", "After"),
          "[Service]",
          Set.of(
              ("ExecStart Restart RestartSec SuccessExitStatus DynamicUser AmbientCapabilities"
                      + " CapabilityBoundingSet NoNewPrivileges CPUWeight MemoryMax MemorySwapMax"
                      + " OOMScoreAdjust ProtectSystem ProtectHome PrivateTmp PrivateDevices"
                      + " ProtectClock ProtectHostname ProtectKernelTunables ProtectKernelModules"
                      + " ProtectKernelLogs ProtectControlGroups RestrictNamespaces"
                      + " RestrictRealtime RestrictSUIDSGID LockPersonality"
                      + " RestrictAddressFamilies SystemCallArchitectures StateDirectory"
                      + " WorkingDirectory")
                  .split(" ")),
          "[Install]",
          Set.of("WantedBy"));

  @TempDir private static Path folder;
  @TempDir private Path home;
  private static Path unpacked;

  @BeforeAll
  static void unpack() throws Exception {
    open(folder);
    unpacked = Archive.unpack(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "jobs", "exporter"})
  void aUnitHoldsWhatSystemdKnowsAndStartsItsCommand(String name) throws Exception {
    Map<String, String> unit = unit(name);

    assertThat(unit.get("ExecStart"))
        .isEqualTo(
            "/opt/streamgauge/streamgauge %1$s --config /etc/streamgauge/%1$s.properties"
                .formatted(name));
    assertThat(unit).containsEntry("NoNewPrivileges", "yes").containsEntry("DynamicUser", "yes");
    assertThat(unit.get("CapabilityBoundingSet"))
        .isEqualTo(name.equals("agent") ? "CAP_NET_RAW" : "");
  }

  @Test
  void theAgentCapturesWithTheRightsOfItsUnitOnEveryThread() throws Exception {
    Offline.requireNamespaces();
    String right =
        unit("agent").get("AmbientCapabilities").replace("CAP_", "+").toLowerCase(Locale.ROOT);
    open(home);
    Path config = Files.writeString(home.resolve("agent.properties"), "bootstrap = 127.0.0.1:1\n");
    Offline agent =
        Offline.start(
            home,
            home,
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--no-new-privs",
            "--bounding-set=-all," + right,
            "--inh-caps=-all," + right,
            "--ambient-caps=-all," + right,
            unpacked.resolve("streamgauge").toString(),
            "agent",
            "--config",
            config.toString());
    try {
      await("a packet socket")
          .atMost(Duration.ofSeconds(90))
          .until(() -> packetSockets(agent.pid()) > 0 || !agent.running());

      assertThat(agent.running()).as(agent.err()).isTrue();
      assertThat(rights(agent.pid()))
          .containsExactly(
              "CapBnd:\t" + NET_RAW_ALONE,
              "CapEff:\t" + NET_RAW_ALONE,
              "CapPrm:\t" + NET_RAW_ALONE,
              "NoNewPrivs:\t1");
    } finally {
      agent.terminate();
      agent.await();
    }
  }

  /** Settings of a unit; fails for lines that systemd would not know. */
  private static Map<String, String> unit(String name) throws IOException {
    Map<String, String> settings = new HashMap<>();
    String section = "";
    for (String line :
        Files.readAllLines(unpacked.resolve("systemd/streamgauge-" + name + ".service"), UTF_8)) {
      if (line.startsWith("[")) {
        section = line;
        assertThat(KNOWN).containsKey(section);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        String[] setting = line.split("=", 2);
        assertThat(KNOWN.get(section)).contains(setting[0]);
        settings.put(setting[0], setting[1]);
      }
    }
    return settings;
  }

  /** What is different between any two threads shows as a further line. */
  private static Set<String> rights(long pid) throws IOException {
    Set<String> lines = new TreeSet<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        lines.addAll(statusOf(thread));
      }
    }
    return lines;
  }

  private static List<String> statusOf(Path thread) throws IOException {
    List<String> lines = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(thread.resolve("status"))) {
        if (line.matches("(CapBnd|CapEff|CapPrm|NoNewPrivs):.*")) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      return List.of(); // a thread that has ended since
    }
    return lines;
  }

  /** Packet sockets of the namespace that a process is in. */
  private static long packetSockets(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/net/packet")).size() - 1L;
  }

  /** Lets a user without rights look into a temporary folder. */
  private static void open(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
