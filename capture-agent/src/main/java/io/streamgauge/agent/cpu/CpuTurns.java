package io.streamgauge.agent.cpu;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Deals out CPUs: each thread that runs this stays on the next one from then on, beginning anew
 * when all have one.
 */
public final class CpuTurns implements Runnable {
  private final List<Integer> cpus;
  private final AtomicInteger turn = new AtomicInteger();

  private CpuTurns(List<Integer> cpus) {
    this.cpus = cpus;
  }

  /**
   * Turns among some CPUs.
   *
   * @param cpus one or more
   * @throws IllegalArgumentException with one line for the user, if this process may not run on one
   *     of them, or this system cannot tell
   */
  public static CpuTurns of(SortedSet<Integer> cpus) {
    Set<Integer> allowed = SchedulerAffinity.ofThisThread();
    SortedSet<Integer> missing = new TreeSet<>(cpus);
    missing.removeAll(allowed);
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "this process may not run on CPU %d; it may on %s".formatted(missing.first(), allowed));
    }
    return new CpuTurns(List.copyOf(cpus));
  }

  @Override
  public void run() {
    int cpu = cpus.get(Math.floorMod(turn.getAndIncrement(), cpus.size()));
    SchedulerAffinity.stayOn(cpu);
  }
}
