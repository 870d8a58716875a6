package io.streamgauge.benchmarks;

import io.streamgauge.benchmarks.CaptureSide.Kind;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What one process that captured one load took for it: the CPU time that it had after a long run
 * less the one that it had after a short one, in which it started, got to know all kinds of traffic
 * and compiled.
 *
 * @param cpuSeconds of the whole process
 * @param compiling the share of it that went into compiling all the same, 0 to 1
 * @param bytes payload that was said
 * @param packets that reached it; tcpdump does not tell
 * @param seconds that saying it took
 * @param drops by the kernel meanwhile; of tcpdump those of the time before, too
 * @param dropsBefore by the kernel in the short run
 * @param telemetryBytes of the events that it made of it
 */
record CaptureRun(
    double cpuSeconds,
    double compiling,
    long bytes,
    long packets,
    double seconds,
    long drops,
    long dropsBefore,
    long telemetryBytes) {

  /** A process is warm when it compiles no more than this while a stretch passes. */
  private static final double WARM = 0.02;

  private static final double NANOS = 1e9;

  /**
   * Starts a process, lets it see traffic until it is warm, and measures.
   *
   * @param launcher whose options the JVM gets
   * @throws IOException if it cannot be run, or did not see what was said
   */
  static CaptureRun of(Kind kind, CapturedLoad load, CapturedLoad.Size size, Path launcher)
      throws IOException, InterruptedException {
    try (Blaster blaster = new Blaster();
        CaptureSide side = kind.start(blaster.port(), launcher)) {
      // A process in use has seen all kinds; what is compiled meanwhile is not what traffic costs.
      Mark last = side.mark();
      long said = size.chatty().blast(blaster, size.chatty().stretch());
      said += size.bulk().blast(blaster, size.bulk().stretch());
      last = side.settled(last, said);
      boolean warm = false;
      for (int stretch = 0; !warm && stretch < size.stretches(); stretch++) {
        Mark now = side.settled(last, load.blast(blaster, load.stretch()));
        warm = now.since(last).compiling() <= WARM;
        last = now;
      }
      long start = System.nanoTime();
      long bytes = load.blast(blaster, load.measured());
      double seconds = (System.nanoTime() - start) / NANOS;
      Mark during = side.settled(last, bytes).since(last);
      Mark end = side.end(); // with the events of the last second
      if (kind.seesAll() && end.drops() == 0 && during.bytes() != bytes) {
        throw new IOException(
            kind.title() + " saw " + during.bytes() + " of " + bytes + " bytes, and no drops");
      }
      return new CaptureRun(
          during.cpuNanos() / NANOS,
          during.compiling(),
          bytes,
          during.packets(),
          seconds,
          end.drops() - last.drops(),
          last.drops(),
          end.telemetryBytes() - last.telemetryBytes());
    }
  }

  double gigabytes() {
    return bytes / NANOS;
  }
}
