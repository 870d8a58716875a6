package io.streamgauge.agent.cli;

import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.cpu.CpuList;
import io.streamgauge.agent.cpu.CpuTurns;
import io.streamgauge.agent.runtime.PacketThreads;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options that say on which threads, and where, packets are captured and decoded. */
final class PacketThreadOptions {
  private static final int MAX_CAPTURE_THREADS = 16;
  private static final int MAX_WORKERS = 64;

  @Option(
      names = "--capture-threads",
      paramLabel = "NUMBER",
      description =
          "Threads that capture each interface and share its connections, each with a part of the"
              + " buffer; afpacket only. The two directions of a connection inside a tunnel may"
              + " come to different ones. Default: ${DEFAULT-VALUE}.")
  private int captureThreads = 1;

  @Option(
      names = "--workers",
      paramLabel = "NUMBER",
      description =
          "Threads that decode; with 1, and one thread that captures, that does it all. Clients are"
              + " dealt out to them by address. Default: 1, or 2 to 4 on a machine of 16 processors"
              + " and more.")
  private int workers = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 8));

  @Option(
      names = "--cpus",
      paramLabel = "LIST",
      description =
          "CPUs, such as 2,3 or 4-7, on which threads that decode or capture stay, one each in"
              + " turn; Linux only. Default: wherever the system puts them.")
  private String cpus;

  /** What was chosen; what is wrong with it is one line for the user. */
  PacketThreads threads(CommandSpec spec, CaptureMethod method) {
    check(spec, "--capture-threads", captureThreads, MAX_CAPTURE_THREADS);
    check(spec, "--workers", workers, MAX_WORKERS);
    if (captureThreads > 1 && method == CaptureMethod.PCAP) {
      throw UserError.of(
          spec, "--capture-threads: pcap captures with one thread, afpacket can more");
    }
    return new PacketThreads(captureThreads, workers, turns(spec));
  }

  private static void check(CommandSpec spec, String option, int value, int max) {
    if (value < 1 || value > max) {
      throw UserError.of(spec, option + " must be between 1 and " + max + ", not " + value);
    }
  }

  private Runnable turns(CommandSpec spec) {
    if (cpus == null) {
      return () -> {};
    }
    try {
      return CpuTurns.of(CpuList.parse(cpus));
    } catch (IllegalArgumentException e) {
      throw UserError.of(spec, "--cpus: " + e.getMessage());
    }
  }
}
