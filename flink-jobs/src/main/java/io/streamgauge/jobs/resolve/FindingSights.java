package io.streamgauge.jobs.resolve;

import io.streamgauge.events.ClientRef;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.jobs.finding.FindingKind;
import io.streamgauge.jobs.finding.FindingLimits;
import io.streamgauge.jobs.v1.FindingCount;
import io.streamgauge.jobs.v1.FindingFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What findings are made of, summed over one batch per client address and second. A client that is
 * well costs nothing.
 */
final class FindingSights {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final List<FindingKind> KINDS = List.of(FindingKind.values());

  private final FindingLimits limits;
  private final Map<Sight, Map<FindingKind, Long>> sums = new LinkedHashMap<>();

  FindingSights(FindingLimits limits) {
    this.limits = limits;
  }

  private record Sight(
      String cluster, String clientId, String workload, String address, long second) {}

  void requests(RequestRollup rollup, ClientRef client, String workload, Place place) {
    for (FindingKind kind : KINDS) {
      long count = kind.count(rollup);
      if (count > 0) {
        long second = Math.floorDiv(place.timeNanos(), NANOS_PER_SECOND);
        sums.computeIfAbsent(
                new Sight(place.cluster(), client.clientId(), workload, client.address(), second),
                key -> new TreeMap<>())
            .merge(kind, count, Long::sum);
      }
    }
  }

  /** The batch is through: tells what matters of it. */
  void end(Sink sink) {
    sums.forEach(
        (sight, counts) -> {
          FindingFact.Builder fact = FindingFact.newBuilder();
          counts.forEach(
              (kind, count) -> {
                if (limits.matters(kind, count)) {
                  fact.addCounts(FindingCount.newBuilder().setKind(kind.label()).setCount(count));
                }
              });
          if (fact.getCountsCount() > 0) {
            sink.finding(
                fact.setCluster(sight.cluster())
                    .setClientId(sight.clientId())
                    .setWorkload(sight.workload())
                    .setAddress(sight.address())
                    .setTimeNanos(sight.second() * NANOS_PER_SECOND)
                    .build());
          }
        });
    sums.clear();
  }
}
