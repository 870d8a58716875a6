package io.streamgauge.exporters.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Event time in at most {@link #MAX_BINS} bins of equal width, a power of two of seconds, as wide
 * as the time that was seen demands. Bins are counted from the epoch, so that the order in which
 * points come does not show.
 */
final class Timeline {
  static final int MAX_BINS = 240;

  /** Captures may hold any time; this much (the year 36812) is enough of a future. */
  private static final long MAX_SECOND = 1L << 40;

  private final List<Track> tracks = new ArrayList<>();
  private long width = 1;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /** Values over time; a bin without a point has none. */
  final class Track {
    private final boolean adds;
    private NavigableMap<Long, Double> values = new TreeMap<>();

    private Track(boolean adds) {
      this.adds = adds;
    }

    /**
     * Takes a point: added to its bin, or the bin's newest.
     *
     * @param second since the epoch, not before that of the last point if the newest counts
     */
    void put(long second, double value) {
      long within = Math.max(0, Math.min(MAX_SECOND, second));
      reach(within);
      merge(values, within / width, value);
    }

    private void merge(Map<Long, Double> into, long bin, double value) {
      into.merge(bin, value, adds ? Double::sum : (held, newer) -> newer);
    }

    /** Two bins become one; what is newest comes last, as the map is in order. */
    private void fold() {
      NavigableMap<Long, Double> folded = new TreeMap<>();
      values.forEach((bin, value) -> merge(folded, bin / 2, value));
      values = folded;
    }

    /** The value of each bin, from the first of the timeline on; 0 where there was no point. */
    double[] sums() {
      double[] bins = new double[Timeline.this.bins()];
      values.forEach((bin, value) -> bins[(int) (bin - first / width)] = value);
      return bins;
    }

    /** The newest value at each bin's end; NaN before the first point. */
    double[] held() {
      double[] bins = new double[Timeline.this.bins()];
      for (int i = 0; i < bins.length; i++) {
        Map.Entry<Long, Double> newest = values.floorEntry(first / width + i);
        bins[i] = newest == null ? Double.NaN : newest.getValue();
      }
      return bins;
    }
  }

  /** A track whose points are added up. */
  Track adding() {
    return track(true);
  }

  /** A track of which the newest point counts. */
  Track newest() {
    return track(false);
  }

  private Track track(boolean adds) {
    Track track = new Track(adds);
    tracks.add(track);
    return track;
  }

  private void reach(long second) {
    first = Math.min(first, second);
    last = Math.max(last, second);
    while (last / width - first / width >= MAX_BINS) {
      width *= 2;
      tracks.forEach(Track::fold);
    }
  }

  /** Number of bins; 0 before the first point. */
  int bins() {
    return first > last ? 0 : (int) (last / width - first / width + 1);
  }

  /** Seconds that a bin stands for. */
  long widthSeconds() {
    return width;
  }

  /** Second since the epoch at which a bin begins; that of {@link #bins} is the end. */
  long startOf(int bin) {
    return (first / width + bin) * width;
  }
}
