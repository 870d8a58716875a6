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
   */
  void batch(AgentBatch batch, AgentIdentity.Builder agent, List<ListenerState> watched, long now) {
    if (batch.getBatch().getSeed()) {
      // Who asks once watches nothing, and has no health.
      return;
    }
    boolean spoken = batch.getBatch().getSequence() > 0;
    long time = spoken ? now : lossTime(batch);
    for (ListenerState listener : watched) {
      if (!ListenerView.clusterKnown(listener)) {
        continue;
      }
      Place place = place(batch, agent, listener, time);
      if (spoken) {
        sink.cluster(FactRouter.cluster(place).setObserved(true).build());
      }
      gaps(batch, listener, place);
    }
    Place whole =
        new Place(
            "",
            "",
            "",
            batch.getBatch().getAgentId(),
            agent.getNode(),
            time,
            Place.eventTime(batch));
    health(batch, agent, whole);
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

  private void health(AgentBatch batch, AgentIdentity.Builder agent, Place place) {
    String node = place.node();
    traffic.always(MetricCatalog.LOST_BATCHES_TOTAL, batch.getLostBatches(), place, node);
    double unobserved = (batch.getUnobservedToNanos() - batch.getUnobservedFromNanos()) / 1e9;
    sink.increment(
        TrafficRouter.of(MetricCatalog.UNOBSERVED_SECONDS_TOTAL, place, node)
            .setCounterDouble(unobserved));
    if (batch.getBatch().getSequence() == 0) {
      return;
    }
    boolean late =
        batch.hasEventTimeMillis() && place.timeNanos() / 1_000_000L < batch.getEventTimeMillis();
    traffic.always(
        MetricCatalog.LATE_EVENTS_TOTAL, late ? batch.getBatch().getEventsCount() : 0, place, node);
    if (batch.hasSkewNanos()) {
      traffic.gauge(MetricCatalog.CLOCK_SKEW_SECONDS, batch.getSkewNanos() / 1e9, place, node);
    }
    if (batch.getEventTimeMillis() > 0) {
      double seconds = Math.floorDiv(batch.getEventTimeMillis() + 1, 1000L);
      traffic.gauge(MetricCatalog.WATERMARK_TIMESTAMP_SECONDS, seconds, place);
    }
    traffic.gauge(MetricCatalog.BUILD_INFO, 1, place, "agent", agent.getVersion());
  }

  private static long lossTime(AgentBatch batch) {
    return batch.getEventTimeMillis() == Long.MAX_VALUE
        ? 0
        : batch.getEventTimeMillis() * 1_000_000L;
  }

  private static Place place(
      AgentBatch batch, AgentIdentity.Builder agent, ListenerState listener, long time) {
    return new Place(
        ListenerView.cluster(listener),
        ListenerView.broker(listener),
        listener.getListener(),
        batch.getBatch().getAgentId(),
        agent.getNode(),
        time,
        Place.eventTime(batch));
  }
}
