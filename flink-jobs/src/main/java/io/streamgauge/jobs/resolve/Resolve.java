package io.streamgauge.jobs.resolve;

import io.streamgauge.events.EventBatchReader;
import io.streamgauge.jobs.AdviceSettings;
import io.streamgauge.jobs.series.Increments;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.AgentBatch;
import io.streamgauge.jobs.v1.AgentIdentity;
import io.streamgauge.jobs.v1.Identity;
import io.streamgauge.jobs.v1.Increment;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by agent, with identities from everybody. An event goes on as soon as its cluster (and, for
 * a few seconds, its broker's id) and its topic have a name; else it waits, at most the given time
 * and number per agent, and then goes under {@code unknown} or the topic's id. What a listener is
 * called is remembered across restarts of its agent; an agent that was silent for the expiry is
 * forgotten.
 */
public final class Resolve
    extends KeyedBroadcastProcessFunction<String, AgentBatch, Identity, Increment> {
  private static final long serialVersionUID = 1L;

  private final long maxWaitNanos;
  private final long maxWaiting;
  private final int maxNames;
  private final long expiryMillis;
  private final AdviceSettings advice;
  private transient ValueState<AgentIdentity> identity;
  private transient KnownListeners listeners;
  private transient NamelessTopics nameless;
  private transient WaitingEvents waiting;
  private transient BroadcastNames names;
  private transient Outputs outputs;
  private transient Gate gate;
  private transient TrafficRouter traffic;
  private transient AgentRouter agents;

  /**
   * An operator without state.
   *
   * @param maxWait how long an event waits, in event time
   * @param maxWaiting events that wait per agent
   * @param maxNames topic ids, and addresses, whose names are remembered; of each agent also the
   *     topic ids that have none. Beyond it those go that were told longest ago, and are counted.
   * @param expiry after this without a batch an agent is forgotten; above the time that events wait
   * @param advice what clients are held against
   */
  public Resolve(
      Duration maxWait, long maxWaiting, int maxNames, Duration expiry, AdviceSettings advice) {
    this.expiryMillis = expiry.toMillis();
    this.advice = advice;
    this.maxWaitNanos = maxWait.toNanos();
    this.maxWaiting = maxWaiting;
    this.maxNames = maxNames;
  }

  /** State of the broadcast side. */
  public static MapStateDescriptor<?, ?>[] broadcastState() {
    return new MapStateDescriptor<?, ?>[] {BroadcastNames.TOPICS, BroadcastNames.WORKLOADS};
  }

  @Override
  public void open(OpenContext context) {
    identity =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "identity", ProtoTypeInfo.forMessage(AgentIdentity.class)));
    names = new BroadcastNames(maxNames);
    outputs = new Outputs();
    listeners = new KnownListeners(getRuntimeContext());
    traffic = new TrafficRouter(names, outputs, advice);
    agents = new AgentRouter(traffic, outputs);
    nameless = new NamelessTopics(getRuntimeContext(), maxNames);
    gate =
        new Gate(
            listeners,
            nameless,
            names,
            new EventRouter(names, traffic, outputs),
            outputs,
            maxWaitNanos);
    waiting = new WaitingEvents(getRuntimeContext(), gate, maxWaiting);
  }

  @Override
  public void processElement(AgentBatch batch, ReadOnlyContext context, Collector<Increment> out)
      throws Exception {
    names.use(
        context.getBroadcastState(BroadcastNames.TOPICS),
        context.getBroadcastState(BroadcastNames.WORKLOADS));
    outputs.begin(side(context::output), out);
    AgentIdentity known = identity.value();
    AgentIdentity.Builder agent = known == null ? AgentIdentity.newBuilder() : known.toBuilder();
    long now = Gate.time(batch, batch.getBatch().getAgentTimeNanos());
    if (batch.getBatch().getSequence() > 0) {
      agent.setNode(batch.getBatch().getNode()).setVersion(batch.getBatch().getAgentVersion());
      if (listeners.learn(new EventBatchReader(batch.getBatch()), now)) {
        waiting.retry(agent, now, false);
      }
    }
    agents.batch(batch, agent, listeners.all(), now);
    AgentBatch left = gate.route(batch, now, false);
    if (left != null) {
      lookAgain(now, context);
      waiting.keep(left, agent, now);
    }
    expireLater(agent, now / 1_000_000L, context);
    identity.update(agent.build());
    end();
  }

  private void expireLater(AgentIdentity.Builder agent, long millis, ReadOnlyContext context) {
    agent.setLastMillis(Math.max(agent.getLastMillis(), millis));
    if (agent.getExpiresMillis() == 0) {
      agent.setExpiresMillis(agent.getLastMillis() + expiryMillis);
      context.timerService().registerEventTimeTimer(agent.getExpiresMillis());
    }
  }

  private void lookAgain(long now, ReadOnlyContext context) {
    long millis = now / 1_000_000L;
    long second = millis - Math.floorMod(millis, 1000L) + 1000L;
    context.timerService().registerEventTimeTimer(second + maxWaitNanos / 1_000_000L);
    context
        .timerService()
        .registerEventTimeTimer(second + ListenerView.NODE_WAIT_NANOS / 1_000_000L);
  }

  @Override
  public void processBroadcastElement(Identity told, Context context, Collector<Increment> out)
      throws Exception {
    BroadcastNames.Learned learned =
        names.learn(
            told,
            context.getBroadcastState(BroadcastNames.TOPICS),
            context.getBroadcastState(BroadcastNames.WORKLOADS));
    outputs.begin(side(context::output), out);
    // All subtasks hold the same names; one counts for all.
    if (learned.dropped() > 0 && getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      outputs.increment(
          Increments.dropped(Increments.JOBS, learned.dropped(), told.getToldNanos()));
    }
    if (learned.newTopic()) {
      names.use(
          context.getBroadcastState(BroadcastNames.TOPICS),
          context.getBroadcastState(BroadcastNames.WORKLOADS));
      context.applyToKeyedState(
          WaitingEvents.BATCHES, (agentId, state) -> retry(context.currentWatermark(), false));
    }
    end();
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Increment> out)
      throws Exception {
    names.use(
        context.getBroadcastState(BroadcastNames.TOPICS),
        context.getBroadcastState(BroadcastNames.WORKLOADS));
    outputs.begin(side(context::output), out);
    boolean ending = context.currentWatermark() == Long.MAX_VALUE;
    retry(timestamp, ending);
    AgentIdentity known = identity.value();
    // At the end of input every timer fires; that is no silence.
    if (known != null && timestamp == known.getExpiresMillis() && !ending) {
      expire(known, context);
    }
    end();
  }

  private void expire(AgentIdentity known, OnTimerContext context) throws Exception {
    long due = known.getLastMillis() + expiryMillis;
    if (due > known.getExpiresMillis()) {
      identity.update(known.toBuilder().setExpiresMillis(due).build());
      context.timerService().registerEventTimeTimer(due);
      return;
    }
    identity.clear();
    listeners.clear();
    nameless.clear();
    waiting.clear();
  }

  private void retry(long nowMillis, boolean force) throws Exception {
    AgentIdentity known = identity.value();
    if (known != null && known.getWaitingEvents() > 0) {
      AgentIdentity.Builder agent = known.toBuilder();
      waiting.retry(agent, nowMillis * 1_000_000L, force);
      identity.update(agent.build());
    }
  }

  private void end() {
    traffic.end();
    outputs.end();
  }

  /** The two kinds of context share no type; this gives them one. */
  private interface Output {
    <T> void output(OutputTag<T> tag, T value);
  }

  private static Outputs.Side side(Output output) {
    return output::output;
  }
}
