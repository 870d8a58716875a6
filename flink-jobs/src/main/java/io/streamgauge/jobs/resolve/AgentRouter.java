package io.streamgauge.jobs.resolve;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.jobs.v1.AgentBatch;
import io.streamgauge.jobs.v1.AgentIdentity;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.ListenerLoss;
import io.streamgauge.jobs.v1.ListenerState;
import io.streamgauge.jobs.v1.Unobserved;
import java.util.List;

/** What a batch tells by itself: that its agent lives, what is missing, how its clock goes. */
final class AgentRouter {
  private final TrafficRouter traffic;
  private final Sink sink;

  AgentRouter(TrafficRouter traffic, Sink sink) {
    this.traffic = traffic;
    this.sink = sink;
  }

  /**
   * Routes what the batch tells by itself.
   *
   * @param watched all listeners the agent has ever named
   * @param now the batch's agent time, corrected
   * @param watermark current watermark in milliseconds
   */
  void batch(
      AgentBatch batch,
      AgentIdentity.Builder agent,
      List<ListenerState> watched,
      long now,
      long watermark) {
    boolean spoken = batch.getBatch().getSequence() > 0;
    for (ListenerState listener : watched) {
      if (!ListenerView.clusterKnown(listener)) {
        continue;
      }
      Place place = place(batch, agent, listener, spoken ? now : lossTime(watermark));
      if (spoken) {
        sink.cluster(FactRouter.cluster(place).setObserved(true).build());
      }
      gaps(batch, listener, place);
    }
    Place whole =
        new Place(
            "",
            "",
            batch.getBatch().getAgentId(),
            agent.getNode(),
            spoken ? now : lossTime(watermark));
    health(batch, agent, whole, watermark);
  }

  private void gaps(AgentBatch batch, ListenerState listener, Place place) {
    for (ListenerLoss loss : batch.getLossesList()) {
      if (loss.getListener().equals(listener.getListener())) {
        sink.cluster(FactRouter.cluster(place).setLostBytes(loss.getBytes()).build());
      }
    }
    if (batch.getUnobservedToNanos() > 0) {
      ClusterFact.Builder fact = FactRouter.cluster(place);
      sink.cluster(
          fact.setUnobserved(
                  Unobserved.newBuilder()
                      .setFromNanos(batch.getUnobservedFromNanos() - batch.getShiftNanos())
                      .setToNanos(batch.getUnobservedToNanos() - batch.getShiftNanos()))
              .build());
    }
  }

  private void health(AgentBatch batch, AgentIdentity.Builder agent, Place place, long watermark) {
    String node = place.node();
    traffic.always(MetricCatalog.LOST_BATCHES_TOTAL, batch.getLostBatches(), place, node);
    double unobserved = (batch.getUnobservedToNanos() - batch.getUnobservedFromNanos()) / 1e9;
    sink.increment(
        TrafficRouter.of(MetricCatalog.UNOBSERVED_SECONDS_TOTAL, place, node)
            .setCounterDouble(unobserved));
    if (batch.getBatch().getSequence() == 0) {
      return;
    }
    int late = batch.getLate() ? batch.getBatch().getEventsCount() : 0;
    traffic.always(MetricCatalog.LATE_EVENTS_TOTAL, late, place, node);
    if (batch.hasSkewNanos()) {
      traffic.gauge(MetricCatalog.CLOCK_SKEW_SECONDS, batch.getSkewNanos() / 1e9, place, node);
    }
    if (watermark > 0) {
      double seconds = Math.floorDiv(watermark + 1, 1000L);
      traffic.gauge(MetricCatalog.WATERMARK_TIMESTAMP_SECONDS, seconds, place);
    }
    traffic.gauge(MetricCatalog.BUILD_INFO, 1, place, "agent", agent.getVersion());
  }

  private static long lossTime(long watermark) {
    return watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE ? 0 : watermark * 1_000_000L;
  }

  private static Place place(
      AgentBatch batch, AgentIdentity.Builder agent, ListenerState listener, long time) {
    return new Place(
        ListenerView.cluster(listener),
        ListenerView.broker(listener),
        batch.getBatch().getAgentId(),
        agent.getNode(),
        time);
  }
}
