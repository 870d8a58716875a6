package io.streamgauge.agent.cpu;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.util.Set;
import java.util.TreeSet;

/** sched_setaffinity(2) of the calling thread, which 0 stands for. */
final class SchedulerAffinity {

  private static final int CALLER = 0;

  /** A cpu_set_t of any size, in the words that the kernel counts in. */
  private static final int MASK_BYTES = CpuList.MAX_CPUS / Byte.SIZE;

  private SchedulerAffinity() {}

  /** The C library, loaded when it is first needed: systems without it have no such choice. */
  private static final class Libc {
    static {
      Native.register(Libc.class, "c");
    }

    static native int sched_setaffinity(int pid, NativeLong bytes, Pointer mask);

    static native int sched_getaffinity(int pid, NativeLong bytes, Pointer mask);
  }

  /**
   * CPUs that the calling thread may run on; sorted.
   *
   * @throws IllegalArgumentException with one line for the user, if this system cannot tell
   */
  static Set<Integer> ofThisThread() {
    try (Memory mask = new Memory(MASK_BYTES)) {
      mask.clear();
      if (Libc.sched_getaffinity(CALLER, new NativeLong(MASK_BYTES), mask) < 0) {
        throw new IllegalArgumentException(
            "this system does not say which CPUs there are: error " + Native.getLastError());
      }
      Set<Integer> cpus = new TreeSet<>();
      for (int cpu = 0; cpu < CpuList.MAX_CPUS; cpu++) {
        if ((word(mask, cpu) & bit(cpu)) != 0) {
          cpus.add(cpu);
        }
      }
      return cpus;
    } catch (LinkageError e) {
      throw new IllegalArgumentException("threads stay on a CPU on Linux only", e);
    }
  }

  /**
   * The calling thread runs on that CPU only from now on.
   *
   * @throws IllegalStateException with one line for the user, if it may not
   */
  static void stayOn(int cpu) {
    try (Memory mask = new Memory(MASK_BYTES)) {
      mask.clear();
      mask.setNativeLong(offset(cpu), new NativeLong(bit(cpu)));
      if (Libc.sched_setaffinity(CALLER, new NativeLong(MASK_BYTES), mask) != 0) {
        throw new IllegalStateException(
            "CPU %d cannot be used: error %d".formatted(cpu, Native.getLastError()));
      }
    }
  }

  private static long word(Memory mask, int cpu) {
    return mask.getNativeLong(offset(cpu)).longValue();
  }

  private static long offset(int cpu) {
    return cpu / (Native.LONG_SIZE * (long) Byte.SIZE) * Native.LONG_SIZE;
  }

  private static long bit(int cpu) {
    return 1L << cpu % (Native.LONG_SIZE * Byte.SIZE);
  }
}
