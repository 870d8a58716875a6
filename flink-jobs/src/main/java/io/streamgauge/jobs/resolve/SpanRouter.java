package io.streamgauge.jobs.resolve;

import io.streamgauge.events.ClientRef;
import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.SpanSampled;
import io.streamgauge.events.v1.TraceSpan;

/** Sampled exchanges: each becomes a span under names that all agents' spans have in common. */
final class SpanRouter {
  private final Sink sink;
  private final Names names;

  SpanRouter(Sink sink, Names names) {
    this.sink = sink;
    this.names = names;
  }

  void sampled(SpanSampled event, TopicRef topic, EventBatchReader tables, Place place) {
    ClientRef client = tables.client(event.getClient()).orElse(ClientRef.NONE);
    sink.span(
        TraceSpan.newBuilder()
            .setKind(event.getKind())
            .setReason(event.getReason())
            .setCluster(place.cluster())
            .setBroker(place.broker())
            .setTopic(topic.name())
            .setPartition(event.getPartition())
            .setOffset(event.getOffset())
            .setGroup(tables.string(event.getGroup()))
            .setClientId(client.clientId())
            .setWorkload(names.workload(client.address(), place.timeNanos()))
            .setNode(place.node())
            .setStartNanos(place.timeNanos() - event.getDurationNanos())
            .setEndNanos(place.timeNanos())
            .setError(event.getErrorCode() == 0 ? "" : ApiNames.error(event.getErrorCode()))
            .setRecords(event.getRecords())
            .setBytes(event.getBytes())
            .setCorrelationId(event.getCorrelationId())
            .build());
  }
}
