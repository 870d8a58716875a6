package io.streamgauge.jobs.offsets;

import io.streamgauge.jobs.lag.GroupLedger;
import io.streamgauge.jobs.status.GroupEvaluation;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.LagPart;
import io.streamgauge.jobs.v1.PartitionStatusState;
import io.streamgauge.jobs.v1.SharePart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** The partitions of one group in state: its lag in each, and the history of its lag status. */
final class GroupParts {
  private final MapState<String, LagPart> parts;
  private final MapState<String, PartitionStatusState> statuses;
  private final MapState<String, SharePart> shares;

  GroupParts(RuntimeContext context) {
    parts =
        context.getMapState(
            new MapStateDescriptor<>(
                "parts", Types.STRING, ProtoTypeInfo.forMessage(LagPart.class)));
    statuses =
        context.getMapState(
            new MapStateDescriptor<>(
                "statuses", Types.STRING, ProtoTypeInfo.forMessage(PartitionStatusState.class)));
    shares =
        context.getMapState(
            new MapStateDescriptor<>(
                "shares", Types.STRING, ProtoTypeInfo.forMessage(SharePart.class)));
  }

  void take(LagPart part, GroupLedger ledger, GroupState.Builder state) throws Exception {
    String key = part.getTopic() + '\u0000' + part.getPartition();
    LagPart known = parts.get(key);
    boolean current = ledger.current(part);
    if (known == null && !current) {
      return;
    }
    if (part.getCommittedNanos() > 0
        && part.getCommittedNanos() >= state.getWithoutGenerationNanos()) {
      state
          .setWithoutGeneration(part.getWithoutGeneration())
          .setWithoutGenerationNanos(part.getCommittedNanos());
    }
    LagPart.Builder next = part.toBuilder().setRemoved(!current).setChanged(true);
    if (known != null) {
      next.setLagTold(known.getLagTold()).setOffsetTold(known.getOffsetTold());
    }
    parts.put(key, next.build());
  }

  void take(SharePart part) throws Exception {
    String key = part.getTopic() + '\u0000' + part.getPartition();
    if (part.getRemoved()) {
      shares.remove(key);
    } else {
      shares.put(key, part);
    }
  }

  void groupDeleted(GroupLedger ledger) throws Exception {
    for (String key : keys(parts)) {
      LagPart part = parts.get(key);
      if (!ledger.current(part)) {
        parts.put(key, part.toBuilder().setRemoved(true).setChanged(true).build());
      }
    }
    shares.clear();
  }

  boolean isEmpty() throws Exception {
    return parts.isEmpty();
  }

  void tell(GroupTeller teller) throws Exception {
    for (String key : keys(parts)) {
      LagPart part = parts.get(key);
      LagPart told = teller.part(part);
      if (told == null) {
        parts.remove(key);
        statuses.remove(key);
      } else if (!told.equals(part)) {
        // What is put is written, and each group is looked at every second.
        parts.put(key, told);
      }
    }
    for (String key : keys(shares)) {
      teller.share(shares.get(key));
    }
  }

  void evaluate(GroupEvaluation evaluation) throws Exception {
    for (String key : keys(parts)) {
      PartitionStatusState known = statuses.get(key);
      PartitionStatusState.Builder history =
          known == null ? PartitionStatusState.newBuilder() : known.toBuilder();
      evaluation.add(parts.get(key), history);
      statuses.put(key, history.build());
    }
  }

  /** A sorted copy, so that the map may change while one walks over it. */
  private static List<String> keys(MapState<String, ?> map) throws Exception {
    List<String> keys = new ArrayList<>();
    map.keys().forEach(keys::add);
    Collections.sort(keys);
    return keys;
  }
}
