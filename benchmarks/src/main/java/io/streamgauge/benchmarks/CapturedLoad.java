package io.streamgauge.benchmarks;

import java.io.IOException;
import java.util.List;

/**
 * Traffic that is captured.
 *
 * @param kinds exchanges, by turns
 * @param connections over which they go
 * @param stretch exchanges that a process may get to know it by, at a time
 * @param measured exchanges while it is measured
 */
record CapturedLoad(List<Traffic> kinds, int connections, int stretch, int measured) {
  /**
   * Loads of one size.
   *
   * @param bulk 1 MB produce and 1 MB fetch by turns
   * @param chatty requests of 200 bytes and their answers
   * @param many the same over many connections
   * @param stretches that a process may take until it is warm, at most
   */
  record Size(CapturedLoad bulk, CapturedLoad chatty, CapturedLoad many, int stretches) {
    /** What the bars are held against. */
    static final Size FULL =
        new Size(
            ofMegabytes(4, 600, 2_400),
            ofSmall(10, 100_000, 200_000),
            ofSmall(10_000, 100_000, 200_000),
            12);
  }

  static CapturedLoad ofMegabytes(int connections, int stretch, int measured) {
    return new CapturedLoad(
        List.of(Traffic.LARGE_PRODUCE, Traffic.LARGE_FETCH), connections, stretch, measured);
  }

  static CapturedLoad ofSmall(int connections, int stretch, int measured) {
    return new CapturedLoad(List.of(Traffic.SMALL_PRODUCE), connections, stretch, measured);
  }

  /**
   * Says so many exchanges, as fast as it goes.
   *
   * @return payload bytes of both directions
   */
  long blast(Blaster blaster, int exchanges) throws IOException {
    blaster.connect(connections);
    List<Frames> frames = kinds.stream().map(Traffic::frames).toList();
    int slice = frames.size() == 1 ? exchanges : connections;
    long bytes = 0;
    for (int done = 0, turn = 0; done < exchanges; done += slice, turn++) {
      bytes +=
          blaster.exchange(frames.get(turn % frames.size()), Math.min(slice, exchanges - done), 0);
    }
    return bytes;
  }
}
