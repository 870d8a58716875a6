package io.streamgauge.jobs.scaling;

import io.streamgauge.jobs.v1.CeilingState;
import io.streamgauge.jobs.v1.LoadClass;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Learns the load above which a broker becomes slow. */
final class Ceiling {
  /** Slow is so many times the median of low load. */
  static final double SLOW = 3;

  static final int CLASS_LIMIT = 128;
  private static final double CLASSES_PER_OCTAVE = 4;

  /** Fewer looks at a class are an accident. */
  private static final int LEAST_LOOKS = 6;

  private Ceiling() {}

  static void learn(CeilingState.Builder state, double load, double latency) {
    if (!(load > 0) || !(latency > 0)) {
      return;
    }
    int index = (int) Math.floor(Math.log(load) / Math.log(2) * CLASSES_PER_OCTAVE);
    if (!state.containsClasses(index) && state.getClassesCount() >= CLASS_LIMIT) {
      return;
    }
    LoadClass known = state.getClassesOrDefault(index, LoadClass.getDefaultInstance());
    state.putClasses(
        index,
        LoadClass.newBuilder()
            .setLooks(known.getLooks() + 1)
            .setLatencySeconds(known.getLatencySeconds() + latency)
            .build());
  }

  /** Latency of low load: the median over the lower half of what was looked at. */
  static OptionalDouble lowLatency(CeilingState.Builder state) {
    TreeMap<Integer, LoadClass> classes = new TreeMap<>(state.getClassesMap());
    long half = (classes.values().stream().mapToLong(LoadClass::getLooks).sum() + 1) / 2;
    TreeMap<Double, Long> latencies = new TreeMap<>();
    long taken = 0;
    for (LoadClass each : classes.values()) {
      long looks = Math.min(each.getLooks(), half - taken);
      if (looks <= 0) {
        break;
      }
      latencies.merge(mean(each), looks, Long::sum);
      taken += looks;
    }
    long seen = 0;
    for (Map.Entry<Double, Long> entry : latencies.entrySet()) {
      seen += entry.getValue();
      if (seen * 2 >= taken) {
        return OptionalDouble.of(entry.getKey());
      }
    }
    return OptionalDouble.empty();
  }

  /** Load above which latency is slow; empty if it never was. */
  static OptionalDouble load(CeilingState.Builder state) {
    OptionalDouble low = lowLatency(state);
    if (low.isEmpty()) {
      return low;
    }
    for (Map.Entry<Integer, LoadClass> entry : new TreeMap<>(state.getClassesMap()).entrySet()) {
      LoadClass each = entry.getValue();
      if (each.getLooks() >= LEAST_LOOKS && mean(each) > SLOW * low.getAsDouble()) {
        return OptionalDouble.of(Math.pow(2, entry.getKey() / CLASSES_PER_OCTAVE));
      }
    }
    return OptionalDouble.empty();
  }

  private static double mean(LoadClass each) {
    return each.getLatencySeconds() / each.getLooks();
  }
}
