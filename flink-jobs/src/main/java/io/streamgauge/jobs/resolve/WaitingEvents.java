package io.streamgauge.jobs.resolve;

import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.AgentBatch;
import io.streamgauge.jobs.v1.AgentIdentity;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** The events of one agent that wait for a name, in the order they came, up to a number. */
final class WaitingEvents {
  static final MapStateDescriptor<Long, AgentBatch> BATCHES =
      new MapStateDescriptor<>("waiting", Types.LONG, ProtoTypeInfo.forMessage(AgentBatch.class));

  private final MapState<Long, AgentBatch> batches;
  private final Gate gate;
  private final long limit;

  WaitingEvents(RuntimeContext context, Gate gate, long limit) {
    this.batches = context.getMapState(BATCHES);
    this.gate = gate;
    this.limit = limit;
  }

  /** Nothing waits any longer; for an agent of which nothing can. */
  void clear() {
    batches.clear();
  }

  /** Keeps what must wait; beyond the limit everything goes on as it is. */
  void keep(AgentBatch left, AgentIdentity.Builder agent, long now) throws Exception {
    batches.put(agent.getNextWaiting(), left);
    agent
        .setNextWaiting(agent.getNextWaiting() + 1)
        .setWaitingEvents(agent.getWaitingEvents() + left.getBatch().getEventsCount());
    if (agent.getWaitingEvents() > limit) {
      retry(agent, now, true);
    }
  }

  /**
   * Lets go what can.
   *
   * @param force whether all must go, under whatever name
   */
  void retry(AgentIdentity.Builder agent, long now, boolean force) throws Exception {
    List<Long> order = new ArrayList<>();
    batches.keys().forEach(order::add);
    order.sort(null);
    long count = 0;
    for (Long key : order) {
      AgentBatch left = gate.route(batches.get(key), now, force);
      if (left == null) {
        batches.remove(key);
      } else {
        batches.put(key, left);
        count += left.getBatch().getEventsCount();
      }
    }
    agent.setWaitingEvents(count);
  }
}
