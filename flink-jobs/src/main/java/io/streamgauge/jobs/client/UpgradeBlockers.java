package io.streamgauge.jobs.client;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.ClientFact;
import io.streamgauge.jobs.v1.ClientUpgradeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by cluster, client id and workload: how many apis and versions the client used that the
 * target release refuses. What it has not used for the time to live no longer counts.
 */
public final class UpgradeBlockers extends KeyedProcessFunction<String, ClientFact, Result> {
  private static final long serialVersionUID = 1L;

  /** Apis and versions of one client that are remembered; there are not many more. */
  private static final int LIMIT = 1_000;

  private static final String SEPARATOR = "\u0000";

  private final long timeToLiveMillis;
  private transient ValueState<ClientUpgradeState> client;

  /**
   * An operator without state.
   *
   * @param timeToLive above the hour after which what is still used is told again
   */
  public UpgradeBlockers(Duration timeToLive) {
    this.timeToLiveMillis = timeToLive.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    client =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "client", ProtoTypeInfo.forMessage(ClientUpgradeState.class)));
  }

  @Override
  public void processElement(ClientFact fact, Context context, Collector<Result> out)
      throws Exception {
    ClientUpgradeState known = client.value();
    ClientUpgradeState.Builder state =
        known == null
            ? ClientUpgradeState.newBuilder()
                .setCluster(fact.getCluster())
                .setClientId(fact.getClientId())
                .setWorkload(fact.getWorkload())
            : known.toBuilder();
    String pair = fact.getApiKey() + SEPARATOR + fact.getApiVersion();
    String key = fact.getTarget() + SEPARATOR + fact.getReason() + SEPARATOR + pair;
    long millis = fact.getTimeNanos() / 1_000_000L;
    if (state.containsLastMillis(key) || state.getLastMillisCount() < LIMIT) {
      state.putLastMillis(key, Math.max(millis, state.getLastMillisOrDefault(key, 0)));
    }
    if (state.getDueMillis() == 0) {
      long watermark = context.timerService().currentWatermark();
      state.setDueMillis(EventSeconds.due(fact.getTimeNanos(), watermark));
      context.timerService().registerEventTimeTimer(state.getDueMillis());
    }
    client.update(state.build());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    ClientUpgradeState known = client.value();
    if (known == null) {
      return;
    }
    ClientUpgradeState.Builder state = known.toBuilder();
    boolean ending = context.timerService().currentWatermark() == Long.MAX_VALUE;
    if (timestamp == state.getDueMillis()) {
      state.setDueMillis(0);
    } else if (timestamp != state.getExpiresMillis() || ending) {
      return;
    }
    if (!ending) {
      forget(state, timestamp - timeToLiveMillis);
    }
    tell(state, EventSeconds.asOf(timestamp), out);
    if (state.getLastMillisCount() == 0) {
      client.clear();
      return;
    }
    if (state.getExpiresMillis() <= timestamp) {
      long oldest =
          state.getLastMillisMap().values().stream().mapToLong(Long::longValue).min().orElse(0);
      state.setExpiresMillis(Math.max(oldest + timeToLiveMillis, timestamp + 1));
      context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    }
    client.update(state.build());
  }

  private static void forget(ClientUpgradeState.Builder state, long limit) {
    for (Map.Entry<String, Long> entry : Map.copyOf(state.getLastMillisMap()).entrySet()) {
      if (entry.getValue() <= limit) {
        state.removeLastMillis(entry.getKey());
      }
    }
  }

  private static void tell(ClientUpgradeState.Builder state, long asOf, Collector<Result> out) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String key : state.getLastMillisMap().keySet()) {
      int reason = key.indexOf(SEPARATOR, key.indexOf(SEPARATOR) + 1);
      counts.merge(key.substring(0, reason), 1, Integer::sum);
    }
    TreeSet<String> all = new TreeSet<>(state.getToldMap().keySet());
    all.addAll(counts.keySet());
    for (String key : all) {
      List<String> labels =
          new ArrayList<>(List.of(state.getCluster(), state.getClientId(), state.getWorkload()));
      labels.addAll(List.of(key.split(SEPARATOR)));
      Integer count = counts.get(key);
      if (count == null) {
        out.collect(Results.tombstone(MetricCatalog.CLIENT_UPGRADE_BLOCKERS, labels, asOf));
        state.removeTold(key);
      } else if (count != state.getToldOrDefault(key, 0)) {
        out.collect(Results.gauge(MetricCatalog.CLIENT_UPGRADE_BLOCKERS, labels, count, asOf));
        state.putTold(key, count);
      }
    }
  }
}
