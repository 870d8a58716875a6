package io.streamgauge.jobs.resolve;

import io.streamgauge.events.ClientRef;
import io.streamgauge.events.v1.FindingExample;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.TopicRollup;
import io.streamgauge.events.v1.TopicRollup.Kind;
import io.streamgauge.jobs.finding.FindingKind;
import io.streamgauge.jobs.finding.FindingLimits;
import io.streamgauge.jobs.v1.FindingCount;
import io.streamgauge.jobs.v1.FindingFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What findings are made of, summed over one batch per client address and second. A client that is
 * well costs nothing.
 */
final class FindingSights {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int PRODUCE = 0;
  private static final int FETCH = 1;
  private static final List<FindingKind> KINDS = List.of(FindingKind.values());

  private final FindingLimits limits;
  private final Map<Sight, Map<FindingKind, Tally>> sums = new LinkedHashMap<>();
  private final BusiestTopics topics = new BusiestTopics();

  FindingSights(FindingLimits limits) {
    this.limits = limits;
  }

  private record Sight(
      String cluster, String clientId, String workload, String address, long second) {}

  /** How many there are, and the first rollup that has some. */
  private record Tally(long count, RequestRollup rollup, Place place) {
    private Tally plus(Tally other) {
      return new Tally(count + other.count, rollup, place);
    }
  }

  void requests(RequestRollup rollup, ClientRef client, String workload, Place place) {
    for (FindingKind kind : KINDS) {
      long count = kind.count(rollup);
      if (count > 0) {
        long second = Math.floorDiv(place.timeNanos(), NANOS_PER_SECOND);
        sums.computeIfAbsent(
                new Sight(place.cluster(), client.clientId(), workload, client.address(), second),
                key -> new TreeMap<>())
            .merge(kind, new Tally(count, rollup, place), Tally::plus);
      }
    }
  }

  void topicTraffic(TopicRollup rollup, ClientRef client, String topic, Place place) {
    topics.add(rollup, client, topic, place);
  }

  /** The batch is through: tells what matters of it. */
  void end(Sink sink) {
    sums.forEach(
        (sight, counts) -> {
          FindingFact.Builder fact = FindingFact.newBuilder();
          counts.forEach(
              (kind, tally) -> {
                if (limits.matters(kind, tally.count())) {
                  fact.addCounts(
                      FindingCount.newBuilder()
                          .setKind(kind.label())
                          .setCount(tally.count())
                          .setExample(example(kind, sight, tally)));
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
    topics.clear();
  }

  private FindingExample example(FindingKind kind, Sight sight, Tally tally) {
    RequestRollup rollup = tally.rollup();
    FindingExample.Builder example =
        FindingExample.newBuilder()
            .setSeconds(sight.second())
            .setAddress(sight.address())
            .setBroker(tally.place().broker())
            .setApi(ApiNames.api(rollup.getApiKey()))
            .setApiVersion(rollup.getApiVersion());
    OptionalInt error = kind.errorCode(rollup);
    if (error.isPresent()) {
      // Which topic was refused is not told: it need not be one that was used.
      return example.setError(ApiNames.error(error.getAsInt())).build();
    }
    return example.setTopic(topic(rollup.getApiKey(), sight)).build();
  }

  private String topic(int apiKey, Sight sight) {
    ClientRef client = new ClientRef(sight.address(), sight.clientId());
    return switch (apiKey) {
      case PRODUCE -> topics.of(sight.cluster(), client, Kind.PRODUCE, sight.second());
      case FETCH -> topics.of(sight.cluster(), client, Kind.CONSUME, sight.second());
      default -> "";
    };
  }
}
