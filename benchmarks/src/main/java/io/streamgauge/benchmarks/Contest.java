package io.streamgauge.benchmarks;

import java.util.List;
import org.openjdk.jmh.infra.Blackhole;

/** The three sides that take the same exchange in the same pieces. */
final class Contest {
  private final Traffic traffic;
  private final Side ours;
  private final Side theirs;
  private final Side bare;

  /**
   * @param segment bytes per piece; 0: each frame in one
   */
  Contest(Traffic traffic, int segment, Blackhole blackhole) {
    this.traffic = traffic;
    Frames frames = traffic.frames();
    int piece = segment == 0 ? frames.longest() : segment;
    this.ours = new StreamgaugeSide(frames, piece);
    this.theirs = new KafkaClientsSide(frames, piece);
    this.bare = new BareSide(frames, piece, blackhole);
  }

  Side ours() {
    return ours;
  }

  Side theirs() {
    return theirs;
  }

  Side bare() {
    return bare;
  }

  /** In the order of {@link Measurement}. */
  List<Side> sides() {
    return List.of(ours, theirs, bare);
  }

  /** Throws unless both sides that read come to the same. */
  void check() {
    Outcome our = ours.outcome();
    Outcome their = theirs.outcome();
    if (!our.equals(their)) {
      throw new IllegalStateException(
          traffic + "\nstreamgauge   " + our + "\nkafka-clients " + their);
    }
  }
}
