package io.streamgauge.jobs.resolve;

import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.TopicPartitions;
import java.util.List;

/** Sends each resolved event its way; families of a newer agent are skipped. */
final class EventRouter {
  private final Names names;
  private final TrafficRouter traffic;
  private final FactRouter facts;
  private final Assignments assignments;
  private final BusyRouter busy;
  private final TopicConfigurations configurations;
  private final SpanRouter spans;

  EventRouter(Names names, TrafficRouter traffic, Sink sink) {
    this.names = names;
    this.traffic = traffic;
    this.facts = new FactRouter(sink, names);
    this.assignments = new Assignments(sink, names);
    this.busy = new BusyRouter(sink);
    this.configurations = new TopicConfigurations(sink);
    this.spans = new SpanRouter(sink, names);
  }

  /** References of all topics that the event needs names for. */
  static List<Integer> topicReferences(Event event) {
    if (event.getBodyCase() == Event.BodyCase.MEMBER_CHANGED) {
      return event.getMemberChanged().getAssignmentList().stream()
          .map(TopicPartitions::getTopic)
          .toList();
    }
    int reference = topicReference(event);
    return reference == 0 ? List.of() : List.of(reference);
  }

  /** Reference of the topic that the event is about; 0 if it is about none, or about several. */
  static int topicReference(Event event) {
    return switch (event.getBodyCase()) {
      case TOPIC_TRAFFIC -> event.getTopicTraffic().getTopic();
      case OFFSET_COMMITTED -> event.getOffsetCommitted().getTopic();
      case PARTITION_OFFSETS -> event.getPartitionOffsets().getTopic();
      case TOPIC_DESCRIBED -> event.getTopicDescribed().getTopic();
      case TOPIC_DELETED -> event.getTopicDeleted().getTopic();
      case OFFSETS_DELETED -> event.getOffsetsDeleted().getTopic();
      case TRANSACTIONAL_OFFSET -> event.getTransactionalOffset().getTopic();
      case RECORDS_DELETED -> event.getRecordsDeleted().getTopic();
      case SHARE_OFFSET -> event.getShareOffset().getTopic();
      case TOPIC_CONFIGURED -> event.getTopicConfigured().getTopic();
      case SPAN_SAMPLED -> event.getSpanSampled().getTopic();
      default -> 0;
    };
  }

  void route(Event event, TopicRef reference, EventBatchReader tables, Place place) {
    long ordinal = event.getOrdinal();
    TopicRef topic = names.named(reference);
    switch (event.getBodyCase()) {
      case REQUESTS -> traffic.requests(event.getRequests(), tables, place);
      case TOPIC_TRAFFIC ->
          traffic.topicTraffic(event.getTopicTraffic(), topic.name(), tables, place);
      case LISTENER_TRAFFIC -> traffic.listenerTraffic(event.getListenerTraffic(), place);
      case ANOMALIES -> traffic.anomalies(event.getAnomalies(), tables, place);
      case FETCH_WAITS -> busy.waited(event.getFetchWaits(), event.getTimeNanos(), tables, place);
      case AGENT -> traffic.agent(event.getAgent(), place);
      case CLIENT_DESCRIBED -> traffic.client(event.getClientDescribed(), tables, place);
      case OFFSET_COMMITTED ->
          facts.committed(event.getOffsetCommitted(), ordinal, topic, tables, place);
      case PARTITION_OFFSETS ->
          facts.offsets(event.getPartitionOffsets(), ordinal, topic, tables, place);
      case TRANSACTIONAL_OFFSET ->
          facts.transactional(event.getTransactionalOffset(), ordinal, topic, tables, place);
      case OFFSETS_DELETED ->
          facts.offsetsDeleted(event.getOffsetsDeleted(), ordinal, topic, tables, place);
      case RECORDS_DELETED -> facts.recordsDeleted(event, topic, place);
      case TOPIC_DESCRIBED -> facts.topicDescribed(event.getTopicDescribed(), topic, place);
      case TOPIC_DELETED -> facts.topicDeleted(topic, place);
      case CLUSTER_DESCRIBED -> facts.clusterDescribed(event.getClusterDescribed(), tables, place);
      case MEMBER_CHANGED -> {
        facts.member(event.getMemberChanged(), ordinal, tables, place);
        assignments.member(event.getMemberChanged(), ordinal, tables, place);
        busy.member(event.getMemberChanged(), tables, place);
      }
      case GROUP_DESCRIBED ->
          facts.groupDescribed(event.getGroupDescribed(), ordinal, tables, place);
      case GROUP_DELETED ->
          facts.groupDeleted(tables.string(event.getGroupDeleted().getGroup()), ordinal, place);
      case PRODUCER_INITIALISED -> facts.producerInitialised(event, place);
      case TRANSACTION_ENDED -> facts.transactionEnded(event.getTransactionEnded(), ordinal, place);
      case SHARE_OFFSET -> facts.share(event.getShareOffset(), ordinal, topic, tables, place);
      case TOPIC_CONFIGURED ->
          configurations.topic(event.getTopicConfigured(), topic, tables, place);
      case SPAN_SAMPLED -> spans.sampled(event.getSpanSampled(), topic, tables, place);
      case WORKLOAD_DESCRIBED, BODY_NOT_SET -> {
        // Workloads travel as identities.
      }
    }
  }
}
