package io.streamgauge.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFactsTest {
  @TempDir private Path folder;

  private MachineFacts facts() {
    return new MachineFacts(folder.resolve("proc"), folder.resolve("cgroup"));
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void capabilitiesAreTheEffectiveOnes() throws IOException {
    write(
        "proc/self/status", "Name:\tjava\nCapPrm:\t0000000000000000\nCapEff:\t0000000000002000\n");

    assertThat(facts().capabilities()).isEqualTo(1L << 13);
    assertThat(new CaptureRightCheck(facts().capabilities()).judge().level()).isEqualTo(Level.OK);
  }

  @Test
  void memoryIsWhatTheMachineHasWithinTheLimitOfTheContainer() throws IOException {
    write("proc/meminfo", "MemTotal:       4194304 kB\nMemAvailable:   1048576 kB\n");
    assertThat(facts().availableMemory()).isEqualTo(1L << 30);

    write("cgroup/memory.max", "max\n");
    write("cgroup/memory.current", "1000000\n");
    assertThat(facts().availableMemory()).isEqualTo(1L << 30);

    write("cgroup/memory.max", "268435456\n");
    assertThat(facts().availableMemory()).isEqualTo(267_435_456);

    write("cgroup/memory.max", "10\n");
    assertThat(facts().availableMemory()).isZero();
  }

  @Test
  void whatTheMachineDoesNotSayIsUnknown() {
    assertThat(facts().capabilities()).isEqualTo(MachineFacts.UNKNOWN);
    assertThat(facts().availableMemory()).isEqualTo(MachineFacts.UNKNOWN);
    assertThat(facts().brokerPorts()).isEmpty();
  }
}
