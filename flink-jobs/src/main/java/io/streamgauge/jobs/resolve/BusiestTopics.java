package io.streamgauge.jobs.resolve;

import io.streamgauge.events.ClientRef;
import io.streamgauge.events.v1.TopicRollup;
import io.streamgauge.events.v1.TopicRollup.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which topic a client produced to, or consumed from, most within a second of one batch. Nothing is
 * put in order before somebody asks.
 */
final class BusiestTopics {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final List<Seen> seen = new ArrayList<>();
  private Map<Use, Busiest> busiest;

  private record Seen(TopicRollup rollup, ClientRef client, String topic, Place place) {
    private Use use() {
      long second = Math.floorDiv(place.timeNanos(), NANOS_PER_SECOND);
      return new Use(place.cluster(), client, rollup.getKind(), second);
    }
  }

  private record Use(String cluster, ClientRef client, Kind kind, long second) {}

  private record Busiest(String topic, long bytes) {
    /** Of two that are equal the same one, in whichever order they come. */
    private Busiest or(Busiest other) {
      boolean more = other.bytes > bytes;
      return more || (other.bytes == bytes && other.topic.compareTo(topic) < 0) ? other : this;
    }
  }

  void add(TopicRollup rollup, ClientRef client, String topic, Place place) {
    seen.add(new Seen(rollup, client, topic, place));
  }

  /** Its name; empty if there is none. */
  String of(String cluster, ClientRef client, Kind kind, long second) {
    if (busiest == null) {
      busiest = new HashMap<>();
      for (Seen each : seen) {
        Busiest use = new Busiest(each.topic(), each.rollup().getBytes());
        busiest.merge(each.use(), use, Busiest::or);
      }
    }
    Busiest found = busiest.get(new Use(cluster, client, kind, second));
    return found == null ? "" : found.topic();
  }

  /** The batch is through. */
  void clear() {
    seen.clear();
    busiest = null;
  }
}
