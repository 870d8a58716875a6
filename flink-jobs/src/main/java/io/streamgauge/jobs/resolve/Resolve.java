package io.streamgauge.jobs.resolve;

import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Listener;
import io.streamgauge.jobs.ingest.BatchView;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.AgentBatch;
import io.streamgauge.jobs.v1.AgentIdentity;
import io.streamgauge.jobs.v1.Identity;
import io.streamgauge.jobs.v1.Increment;
import io.streamgauge.jobs.v1.ListenerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by agent, with identities from everybody. An event goes on as soon as its cluster (and, for
 * a few seconds, its broker's id) and its topic have a name; else it waits, at most the given time
 * and number per agent, and then goes under {@code unknown} or the topic's id. What a listener is
 * called is remembered across restarts of its agent.
 */
public final class Resolve
    extends KeyedBroadcastProcessFunction<String, AgentBatch, Identity, Increment> {
  private static final long serialVersionUID = 1L;

  private static final MapStateDescriptor<Long, AgentBatch> WAITING =
      new MapStateDescriptor<>("waiting", Types.LONG, ProtoTypeInfo.forMessage(AgentBatch.class));

  private final long maxWaitNanos;
  private final long maxWaiting;
  private transient ValueState<AgentIdentity> identity;
  private transient MapState<String, ListenerState> listeners;
  private transient MapState<Long, AgentBatch> waiting;
  private transient MapState<String, Boolean> namelessTopics;
  private transient BroadcastNames names;
  private transient Outputs outputs;
  private transient EventRouter router;
  private transient AgentRouter agents;

  public Resolve(Duration maxWait, long maxWaiting) {
    this.maxWaitNanos = maxWait.toNanos();
    this.maxWaiting = maxWaiting;
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
    listeners =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "listeners", Types.STRING, ProtoTypeInfo.forMessage(ListenerState.class)));
    waiting = getRuntimeContext().getMapState(WAITING);
    namelessTopics =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("nameless-topics", Types.STRING, Types.BOOLEAN));
    names = new BroadcastNames();
    outputs = new Outputs();
    TrafficRouter traffic = new TrafficRouter(names, outputs);
    router = new EventRouter(names, traffic, new FactRouter(outputs));
    agents = new AgentRouter(traffic, outputs);
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
    long now = time(batch, batch.getBatch().getAgentTimeNanos());
    if (batch.getBatch().getSequence() > 0) {
      agent.setNode(batch.getBatch().getNode()).setVersion(batch.getBatch().getAgentVersion());
      if (learn(batch, now)) {
        retry(agent, now, false);
      }
    }
    List<ListenerState> watched = new ArrayList<>();
    listeners.values().forEach(watched::add);
    agents.batch(batch, agent, watched, now, context.currentWatermark());
    AgentBatch left = route(batch, now, false);
    if (left != null) {
      keep(left, agent, now, context);
    }
    identity.update(agent.build());
    outputs.end();
  }

  @Override
  public void processBroadcastElement(Identity told, Context context, Collector<Increment> out)
      throws Exception {
    boolean fresh =
        BroadcastNames.learn(
            told,
            context.getBroadcastState(BroadcastNames.TOPICS),
            context.getBroadcastState(BroadcastNames.WORKLOADS));
    if (!fresh) {
      return;
    }
    names.use(
        context.getBroadcastState(BroadcastNames.TOPICS),
        context.getBroadcastState(BroadcastNames.WORKLOADS));
    outputs.begin(side(context::output), out);
    context.applyToKeyedState(
        WAITING,
        (agentId, state) -> {
          AgentIdentity known = identity.value();
          if (known != null && known.getWaitingEvents() > 0) {
            AgentIdentity.Builder agent = known.toBuilder();
            retry(agent, context.currentWatermark() * 1_000_000L, false);
            identity.update(agent.build());
          }
        });
    outputs.end();
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Increment> out)
      throws Exception {
    AgentIdentity known = identity.value();
    if (known == null || known.getWaitingEvents() == 0) {
      return;
    }
    names.use(
        context.getBroadcastState(BroadcastNames.TOPICS),
        context.getBroadcastState(BroadcastNames.WORKLOADS));
    outputs.begin(side(context::output), out);
    AgentIdentity.Builder agent = known.toBuilder();
    retry(agent, timestamp * 1_000_000L, context.currentWatermark() == Long.MAX_VALUE);
    identity.update(agent.build());
    outputs.end();
  }

  /** Whether some listener became ready. */
  private boolean learn(AgentBatch batch, long now) throws Exception {
    BatchView tables = new BatchView(batch.getBatch());
    boolean ready = false;
    for (Listener listener : batch.getBatch().getListenersList()) {
      String name = tables.listenerName(listener);
      ListenerState known = listeners.get(name);
      ListenerState next = ListenerView.learn(known, listener, tables, now);
      if (!next.equals(known)) {
        listeners.put(name, next);
      }
      ready |= ListenerView.ready(next, now) && (known == null || !known.equals(next));
    }
    return ready;
  }

  private void keep(AgentBatch left, AgentIdentity.Builder agent, long now, ReadOnlyContext context)
      throws Exception {
    waiting.put(agent.getNextWaiting(), left);
    agent
        .setNextWaiting(agent.getNextWaiting() + 1)
        .setWaitingEvents(agent.getWaitingEvents() + left.getBatch().getEventsCount());
    long millis = now / 1_000_000L;
    long second = millis - Math.floorMod(millis, 1000L) + 1000L;
    context.timerService().registerEventTimeTimer(second + maxWaitNanos / 1_000_000L);
    context
        .timerService()
        .registerEventTimeTimer(second + ListenerView.NODE_WAIT_NANOS / 1_000_000L);
    if (agent.getWaitingEvents() > maxWaiting) {
      retry(agent, now, true);
    }
  }

  private void retry(AgentIdentity.Builder agent, long now, boolean force) throws Exception {
    List<Long> order = new ArrayList<>();
    waiting.keys().forEach(order::add);
    order.sort(null);
    long count = 0;
    for (Long key : order) {
      AgentBatch left = route(waiting.get(key), now, force);
      if (left == null) {
        waiting.remove(key);
      } else {
        waiting.put(key, left);
        count += left.getBatch().getEventsCount();
      }
    }
    agent.setWaitingEvents(count);
  }

  /** Routes what can go; the rest as a batch with the same tables, or null if nothing is left. */
  private AgentBatch route(AgentBatch agentBatch, long now, boolean force) throws Exception {
    EventBatch batch = agentBatch.getBatch();
    BatchView tables = new BatchView(batch);
    boolean overdue = force || now >= time(agentBatch, batch.getAgentTimeNanos()) + maxWaitNanos;
    EventBatch.Builder left = null;
    for (Event event : batch.getEventsList()) {
      if (overdue) {
        giveUp(event, tables);
      }
      if (overdue || (listenerReady(event, tables, now) && topicReady(event, tables))) {
        router.route(event, tables, place(event, tables, agentBatch));
      } else {
        if (left == null) {
          left = batch.toBuilder().clearEvents();
        }
        left.addEvents(event);
      }
    }
    return left == null
        ? null
        : AgentBatch.newBuilder().setBatch(left).setShiftNanos(agentBatch.getShiftNanos()).build();
  }

  private boolean listenerReady(Event event, BatchView tables, long now) throws Exception {
    return !tables.hasListener(event.getListener())
        || ListenerView.ready(listener(event, tables), now);
  }

  private boolean topicReady(Event event, BatchView tables) throws Exception {
    int topic = EventRouter.topicReference(event);
    if (topic == 0 || !tables.topicName(topic).isEmpty() || tables.topicId(topic).isEmpty()) {
      return true;
    }
    return !names.topic(tables.topicId(topic)).isEmpty()
        || namelessTopics.contains(Names.idText(tables.topicId(topic)));
  }

  /** The next events of the same listener or topic shall not wait again. */
  private void giveUp(Event event, BatchView tables) throws Exception {
    if (tables.hasListener(event.getListener())) {
      ListenerState listener = listener(event, tables);
      if (!listener.getGivenUp() && !ListenerView.clusterKnown(listener)) {
        listeners.put(listener.getListener(), listener.toBuilder().setGivenUp(true).build());
      }
    }
    if (!topicReady(event, tables)) {
      int topic = EventRouter.topicReference(event);
      namelessTopics.put(Names.idText(tables.topicId(topic)), true);
    }
  }

  private ListenerState listener(Event event, BatchView tables) throws Exception {
    String name = tables.listenerName(tables.listener(event.getListener()));
    ListenerState known = listeners.get(name);
    return known == null ? ListenerState.newBuilder().setListener(name).build() : known;
  }

  private Place place(Event event, BatchView tables, AgentBatch batch) throws Exception {
    boolean whole = !tables.hasListener(event.getListener());
    ListenerState listener = whole ? null : listener(event, tables);
    return new Place(
        listener == null ? "" : ListenerView.cluster(listener),
        listener == null ? "" : ListenerView.broker(listener),
        batch.getBatch().getAgentId(),
        batch.getBatch().getNode(),
        time(batch, event.getTimeNanos()));
  }

  private static long time(AgentBatch batch, long nanos) {
    return nanos - batch.getShiftNanos();
  }

  /** The two kinds of context share no type; this gives them one. */
  private interface Output {
    <T> void output(OutputTag<T> tag, T value);
  }

  private static Outputs.Side side(Output output) {
    return output::output;
  }
}
