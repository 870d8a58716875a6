package io.streamgauge.jobs.resolve;

import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.jobs.client.UpgradeTarget;
import io.streamgauge.jobs.v1.ClientFact;
import java.util.Optional;

/**
 * Which clients use what the target release refuses, told when it is new and then once per hour of
 * event time. A client that is up to date costs nothing.
 */
final class UpgradeSights {
  private static final int REMEMBERED = 100_000;
  private static final long RENEWAL_NANOS = 3_600_000_000_000L;

  private final Sink sink;
  private final UpgradeTarget target;
  private final Recent<Sight> told = new Recent<>(REMEMBERED);

  UpgradeSights(Sink sink, UpgradeTarget target) {
    this.sink = sink;
    this.target = target;
  }

  private record Sight(
      String cluster, String clientId, String workload, int apiKey, int version, long hour) {}

  void used(String clientId, String workload, RequestRollup rollup, Place place) {
    Optional<String> reason = target.refuses(rollup.getApiKey(), rollup.getApiVersion());
    if (reason.isEmpty() || rollup.getRequests() == 0) {
      return;
    }
    long hour = Math.floorDiv(place.timeNanos(), RENEWAL_NANOS);
    if (told.add(
        new Sight(
            place.cluster(),
            clientId,
            workload,
            rollup.getApiKey(),
            rollup.getApiVersion(),
            hour))) {
      sink.client(
          ClientFact.newBuilder()
              .setCluster(place.cluster())
              .setClientId(clientId)
              .setWorkload(workload)
              .setTimeNanos(place.timeNanos())
              .setApiKey(rollup.getApiKey())
              .setApiVersion(rollup.getApiVersion())
              .setTarget(target.release())
              .setReason(reason.get())
              .build());
    }
  }
}
