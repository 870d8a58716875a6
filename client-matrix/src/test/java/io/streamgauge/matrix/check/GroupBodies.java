package io.streamgauge.matrix.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.matrix.broker.LoggedRequest;
import io.streamgauge.protocol.details.ApiVersionsDetails;
import io.streamgauge.protocol.details.ConsumerGroupHeartbeatDetails;
import io.streamgauge.protocol.details.EndTxnDetails;
import io.streamgauge.protocol.details.HeartbeatDetails;
import io.streamgauge.protocol.details.InitProducerIdDetails;
import io.streamgauge.protocol.details.JoinGroupDetails;
import io.streamgauge.protocol.details.MetadataDetails;
import io.streamgauge.protocol.details.ShareGroupHeartbeatDetails;
import io.streamgauge.protocol.details.SyncGroupDetails;
import io.streamgauge.protocol.exchange.Exchange;

/** Requests and answers that do not speak of partitions one by one: what is decoded of them. */
final class GroupBodies {
  private GroupBodies() {}

  /** Holds the decoded fields of one exchange against the log's. */
  static void compare(
      String what, LoggedRequest logged, Exchange exchange, Differences differences) {
    Fields fields = new Fields(what, logged, differences);
    if (exchange.details() instanceof ApiVersionsDetails versions) {
      fields.request("clientSoftwareName", versions.softwareName());
      fields.request("clientSoftwareVersion", versions.softwareVersion());
      fields.size("apiKeys", versions.supported().size());
    } else if (exchange.details() instanceof MetadataDetails metadata) {
      fields.size("topics", metadata.topics().size());
      fields.size("brokers", metadata.brokers().size());
      fields.response("clusterId", metadata.clusterId());
    } else if (exchange.details() instanceof InitProducerIdDetails init) {
      fields.request("transactionalId", init.transactionalId());
      fields.response("producerId", init.producerId());
      fields.response("producerEpoch", init.producerEpoch());
    } else if (exchange.details() instanceof EndTxnDetails end) {
      fields.request("transactionalId", end.transactionalId());
      fields.request("producerId", end.producerId());
      fields.request("committed", end.committed());
    } else {
      compareGroup(fields, exchange);
    }
  }

  private static void compareGroup(Fields fields, Exchange exchange) {
    if (exchange.details() instanceof JoinGroupDetails join) {
      fields.request("groupId", join.groupId());
      fields.request("memberId", join.memberId());
      fields.response("generationId", join.generation());
      fields.response("leader", join.leaderId());
      fields.response("memberId", join.assignedMemberId());
      fields.size("members", join.members().size());
    } else if (exchange.details() instanceof SyncGroupDetails sync) {
      fields.request("groupId", sync.groupId());
      fields.request("memberId", sync.memberId());
      fields.request("generationId", sync.generation());
    } else if (exchange.details() instanceof HeartbeatDetails heartbeat) {
      fields.request("groupId", heartbeat.groupId());
      fields.request("memberId", heartbeat.memberId());
      fields.request("generationId", heartbeat.generation());
    } else if (exchange.details() instanceof ConsumerGroupHeartbeatDetails heartbeat) {
      fields.request("groupId", heartbeat.groupId());
      fields.request("memberId", heartbeat.memberId());
      fields.request("memberEpoch", heartbeat.memberEpoch());
      fields.response("memberEpoch", heartbeat.answeredEpoch());
    } else if (exchange.details() instanceof ShareGroupHeartbeatDetails heartbeat) {
      fields.request("groupId", heartbeat.groupId());
      fields.request("memberId", heartbeat.memberId());
      fields.request("memberEpoch", heartbeat.memberEpoch());
      fields.response("memberEpoch", heartbeat.answeredEpoch());
    }
  }

  /** Fields of one line of the log; those that the version does not have are not compared. */
  private record Fields(String what, LoggedRequest logged, Differences differences) {
    void request(String field, Object seen) {
      same(logged.request(), field, seen);
    }

    void response(String field, Object seen) {
      same(logged.response(), field, seen);
    }

    void size(String field, int seen) {
      if (logged.response().has(field)) {
        differences.expectSame(
            what + " number of " + field, seen, "broker", logged.response().path(field).size());
      }
    }

    private void same(JsonNode side, String field, Object seen) {
      if (side.has(field)) {
        String said = side.path(field).isNull() ? "null" : side.path(field).asText();
        differences.expectSame(what + " " + field, String.valueOf(seen), "broker", said);
      }
    }
  }
}
