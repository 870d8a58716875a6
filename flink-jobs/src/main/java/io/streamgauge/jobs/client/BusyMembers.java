package io.streamgauge.jobs.client;

import com.google.protobuf.ByteString;
import io.streamgauge.events.FetchWaits;
import io.streamgauge.events.Rollups;
import io.streamgauge.events.v1.FetchWaitRollup;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.BusyFact;
import io.streamgauge.jobs.v1.BusyMemberState;
import io.streamgauge.jobs.v1.BusyReaderState;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.MemberBusy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by cluster and reader (client address and client id): joins when its fetches waited, at all
 * brokers, with the group member it is, and tells the group every ten seconds of event time how
 * much of the time the member worked. Fetches name no member: where two live members cannot be told
 * apart, nothing is told of either.
 */
public final class BusyMembers extends KeyedProcessFunction<String, BusyFact, GroupFact> {
  private static final long serialVersionUID = 1L;
  private static final char SEPARATOR = '\u0000';
  private static final long SECOND = 1_000_000_000L;
  private static final int SLOTS = (int) (SECOND / FetchWaits.SLOT_NANOS);

  /** A wait is told when it is over: what is looked at ended so long ago. */
  private static final long DELAY_SECONDS = 5;

  private static final long WINDOW_SECONDS = 10;

  /** Members that one reader may be; more than one cannot be told apart anyhow. */
  private static final int MEMBERS = 16;

  private static final long DEFAULT_SESSION_MILLIS = 45_000;

  private final long timeToLiveMillis;
  private transient ValueState<BusyReaderState> reader;

  /** By second since the epoch and broker. */
  private transient MapState<String, FetchWaitRollup> waits;

  /**
   * An operator without state.
   *
   * @param timeToLive a reader without any fact for this long is forgotten
   */
  public BusyMembers(Duration timeToLive) {
    this.timeToLiveMillis = timeToLive.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    reader =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "reader", ProtoTypeInfo.forMessage(BusyReaderState.class)));
    waits =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "waits", Types.STRING, ProtoTypeInfo.forMessage(FetchWaitRollup.class)));
  }

  @Override
  public void processElement(BusyFact fact, Context context, Collector<GroupFact> out)
      throws Exception {
    BusyReaderState known = reader.value();
    BusyReaderState.Builder state =
        known == null
            ? BusyReaderState.newBuilder().setCluster(fact.getCluster()).setReader(fact.getReader())
            : known.toBuilder();
    long millis = fact.getTimeNanos() / 1_000_000L;
    state.setLastMillis(Math.max(state.getLastMillis(), millis));
    long watermark = context.timerService().currentWatermark();
    switch (fact.getBodyCase()) {
      case WAIT -> {
        state.setWaitsSeen(true);
        long oldest = watermark < 0 ? Long.MIN_VALUE : watermark / 1000 - keptSeconds();
        keep(fact.getWait().getBroker(), fact.getWait().getWaits(), oldest);
      }
      case MEMBER -> member(fact, state);
      case BODY_NOT_SET -> {
        // Written by a newer job.
      }
    }
    if (state.getNextMillis() == 0 && watermark != Long.MAX_VALUE) {
      state.setNextMillis(EventSeconds.step(Math.max(millis, watermark + 1)));
      context.timerService().registerEventTimeTimer(state.getNextMillis());
    }
    reader.update(state.build());
  }

  private static long keptSeconds() {
    return DELAY_SECONDS + WINDOW_SECONDS;
  }

  /** Cuts what is told into seconds. */
  private void keep(String broker, FetchWaitRollup told, long oldestSecond) throws Exception {
    long from = told.getFromNanos();
    int slots = Math.min(told.getWaited().size(), FetchWaits.MAX_SLOTS);
    long first = Math.floorDiv(from, SECOND);
    long last = Math.floorDiv(from + slots * FetchWaits.SLOT_NANOS - 1, SECOND);
    for (long second = Math.max(first, oldestSecond); second <= last; second++) {
      byte[] waited = new byte[SLOTS];
      FetchWaits.addTo(waited, second * SECOND, told);
      FetchWaitRollup more =
          FetchWaitRollup.newBuilder()
              .setPartitions(told.getPartitions())
              .setFromNanos(second * SECOND)
              .setWaited(ByteString.copyFrom(waited))
              .build();
      String key = second + " " + broker;
      FetchWaitRollup known = waits.get(key);
      waits.put(key, known == null ? more : Rollups.add(known, more));
    }
  }

  private static void member(BusyFact fact, BusyReaderState.Builder state) {
    String key = fact.getMember().getGroup() + SEPARATOR + fact.getMember().getMemberId();
    BusyMemberState known = state.getMembersMap().get(key);
    if (known != null && known.getLastNanos() > fact.getTimeNanos()) {
      return;
    }
    if (fact.getMember().getGone()) {
      state.removeMembers(key);
      return;
    }
    if (known == null && state.getMembersCount() >= MEMBERS) {
      return;
    }
    long session =
        fact.getMember().getSessionTimeoutMillis() > 0
            ? fact.getMember().getSessionTimeoutMillis()
            : DEFAULT_SESSION_MILLIS;
    BusyMemberState.Builder next =
        (known == null ? BusyMemberState.newBuilder() : known.toBuilder())
            .setGroup(fact.getMember().getGroup())
            .setMemberId(fact.getMember().getMemberId())
            .setLastNanos(fact.getTimeNanos())
            .setExpiresNanos(fact.getTimeNanos() + session * 1_500_000L);
    if (fact.getMember().hasPartitions()) {
      next.setPartitions(fact.getMember().getPartitions());
    }
    state.putMembers(key, next.build());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<GroupFact> out)
      throws Exception {
    BusyReaderState known = reader.value();
    // At the end of input every timer fires; time has not really come that far.
    if (known == null || context.timerService().currentWatermark() == Long.MAX_VALUE) {
      return;
    }
    BusyReaderState.Builder state = known.toBuilder();
    long now = (timestamp + 1) * 1_000_000L;
    for (Map.Entry<String, BusyMemberState> each : Map.copyOf(state.getMembersMap()).entrySet()) {
      if (each.getValue().getExpiresNanos() < now) {
        state.removeMembers(each.getKey());
      }
    }
    tell(state, now, out);
    forget(now / SECOND - DELAY_SECONDS);
    if (state.getLastMillis() + timeToLiveMillis <= timestamp) {
      reader.clear();
      waits.clear();
      return;
    }
    boolean idle = state.getMembersCount() == 0 && waits.isEmpty();
    // Who is neither a member nor waits is looked at again when it may be forgotten.
    long next = idle ? state.getLastMillis() + timeToLiveMillis : timestamp + 1;
    state.setNextMillis(EventSeconds.step(Math.max(next, timestamp + 1)));
    context.timerService().registerEventTimeTimer(state.getNextMillis());
    reader.update(state.build());
  }

  private void tell(BusyReaderState.Builder state, long now, Collector<GroupFact> out)
      throws Exception {
    if (state.getMembersCount() != 1 || !state.getWaitsSeen()) {
      return;
    }
    BusyMemberState member = state.getMembersMap().values().iterator().next();
    if (!member.hasPartitions()) {
      return;
    }
    OptionalDouble share = share(member.getPartitions(), now / SECOND);
    if (share.isPresent()) {
      out.collect(
          GroupFact.newBuilder()
              .setCluster(state.getCluster())
              .setGroup(member.getGroup())
              .setTimeNanos(now - 1_000_000L)
              .setBusy(
                  MemberBusy.newBuilder()
                      .setMemberId(member.getMemberId())
                      .setShare(share.getAsDouble()))
              .build());
    }
  }

  private OptionalDouble share(int partitions, long nowSecond) throws Exception {
    if (partitions == 0) {
      return OptionalDouble.empty();
    }
    long to = nowSecond - DELAY_SECONDS;
    Map<Long, List<FetchWaitRollup>> bySecond = new HashMap<>();
    for (FetchWaitRollup wait : waits.values()) {
      long second = wait.getFromNanos() / SECOND;
      if (second >= to - WINDOW_SECONDS && second < to) {
        bySecond.computeIfAbsent(second, s -> new ArrayList<>()).add(wait);
      }
    }
    // Whole slots are summed: the order of the seconds shows in no digit.
    long idle = 0;
    for (List<FetchWaitRollup> brokers : bySecond.values()) {
      idle += idle(brokers, partitions);
    }
    return OptionalDouble.of(1 - idle / (double) (FetchWaits.WHOLE * SLOTS * WINDOW_SECONDS));
  }

  /** How much of a second fetches for all the partitions waited, in shares of slots. */
  private static long idle(List<FetchWaitRollup> brokers, int partitions) {
    if (brokers.stream().mapToInt(FetchWaitRollup::getPartitions).sum() < partitions) {
      return 0;
    }
    long idle = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      int least = FetchWaits.WHOLE;
      for (FetchWaitRollup broker : brokers) {
        least = Math.min(least, broker.getWaited().byteAt(slot));
      }
      idle += least;
    }
    return idle;
  }

  private void forget(long beforeSecond) throws Exception {
    List<String> old = new ArrayList<>();
    for (Map.Entry<String, FetchWaitRollup> entry : waits.entries()) {
      if (entry.getValue().getFromNanos() < beforeSecond * SECOND) {
        old.add(entry.getKey());
      }
    }
    for (String key : old) {
      waits.remove(key);
    }
  }
}
