package io.streamgauge.agent.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "threads stay on a CPU on Linux only")
class CpuTurnsTest {

  private static <T> T onAThread(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, run -> new Thread(run).start()).join();
  }

  @Test
  void eachThreadStaysOnTheNextCpuAndOthersAreFree() {
    // Given
    Set<Integer> before = SchedulerAffinity.ofThisThread();
    List<Integer> cpus = List.copyOf(before);
    CpuTurns turns = CpuTurns.of(new TreeSet<>(before));
    // When: one more than there are
    List<Set<Integer>> found = new ArrayList<>();
    for (int i = 0; i <= cpus.size(); i++) {
      found.add(
          onAThread(
              () -> {
                turns.run();
                return SchedulerAffinity.ofThisThread();
              }));
    }
    // Then
    for (int i = 0; i < cpus.size(); i++) {
      assertThat(found.get(i)).containsExactly(cpus.get(i));
    }
    assertThat(found.get(cpus.size())).containsExactly(cpus.get(0));
    assertThat(SchedulerAffinity.ofThisThread()).isEqualTo(before);
  }

  @Test
  void aCpuThatIsNotThereIsSaidAtOnce() {
    // Given
    Set<Integer> allowed = SchedulerAffinity.ofThisThread();
    // When, Then
    assertThatThrownBy(() -> CpuTurns.of(CpuList.parse("4095")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this process may not run on CPU 4095; it may on " + allowed);
  }
}
