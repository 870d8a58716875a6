package io.streamgauge.jobs.resolve;

import io.streamgauge.events.ClientRef;
import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.events.v1.TopicPartitions;
import io.streamgauge.jobs.v1.Assigned;

/** Tells each partition to whom a group gave it, so that fetches can be joined with groups. */
final class Assignments {
  private static final char SEPARATOR = '\u0000';

  private final Sink sink;
  private final Names names;

  Assignments(Sink sink, Names names) {
    this.sink = sink;
    this.names = names;
  }

  /** Client address and client id as one key; empty if the event names no client. */
  static String reader(int client, EventBatchReader tables) {
    return tables.client(client).map(Assignments::key).orElse("");
  }

  private static String key(ClientRef client) {
    return client.address() + SEPARATOR + client.clientId();
  }

  void member(MemberChanged event, long ordinal, EventBatchReader tables, Place place) {
    String reader = reader(event.getClient(), tables);
    if (event.getChange() != Change.ASSIGNED || reader.isEmpty()) {
      return;
    }
    Assigned assigned =
        Assigned.newBuilder().setGroup(tables.string(event.getGroup())).setReader(reader).build();
    for (TopicPartitions each : event.getAssignmentList()) {
      TopicRef topic = names.named(tables.topic(each.getTopic()).orElse(TopicRef.NONE));
      if (topic.hasName()) {
        for (int partition : each.getPartitionsList()) {
          sink.partition(
              FactRouter.partition(topic, partition, ordinal, place).setAssigned(assigned).build());
        }
      }
    }
  }
}
