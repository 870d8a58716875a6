package io.streamgauge.jobs.finding;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Finding;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.series.Increments;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.FindingCount;
import io.streamgauge.jobs.v1.FindingFact;
import io.streamgauge.jobs.v1.FindingWindowsState;
import io.streamgauge.jobs.v1.FindingsState;
import io.streamgauge.jobs.v1.Increment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by cluster, client id and workload: at how many of the client's addresses a finding of each
 * kind is open, looked at every ten seconds of event time while there is anything to look at. Each
 * result carries what was found: since when, until when, how much, and one example.
 */
public final class Findings extends KeyedProcessFunction<String, FindingFact, Result> {
  private static final long serialVersionUID = 1L;

  /** Addresses of one client that are watched; more are left out and counted. */
  static final int MAX_ADDRESSES = 1_000;

  private static final long RETELL_SECONDS = 60;

  /** What was left out. */
  public static final OutputTag<Increment> INCREMENTS =
      new OutputTag<>("finding-increments", ProtoTypeInfo.forMessage(Increment.class));

  private final FindingLimits limits;
  private transient ValueState<FindingsState> client;
  private transient MapState<String, FindingWindowsState> addresses;

  public Findings(FindingLimits limits) {
    this.limits = limits;
  }

  /** The key of a fact. */
  public static String key(FindingFact fact) {
    return String.join("\u0000", fact.getCluster(), fact.getClientId(), fact.getWorkload());
  }

  /** Whether a result, a tombstone too, is about a finding. */
  public static boolean isFinding(Result result) {
    return result.getMetric().equals(MetricCatalog.FINDINGS.name());
  }

  @Override
  public void open(OpenContext context) {
    client =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "findings", ProtoTypeInfo.forMessage(FindingsState.class)));
    addresses =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "finding-addresses",
                    Types.STRING,
                    ProtoTypeInfo.forMessage(FindingWindowsState.class)));
  }

  @Override
  public void processElement(FindingFact fact, Context context, Collector<Result> out)
      throws Exception {
    FindingsState known = client.value();
    FindingsState.Builder state =
        known == null
            ? FindingsState.newBuilder()
                .setCluster(fact.getCluster())
                .setClientId(fact.getClientId())
                .setWorkload(fact.getWorkload())
            : known.toBuilder();
    FindingWindowsState windows = addresses.get(fact.getAddress());
    if (windows == null && state.getAddresses() >= MAX_ADDRESSES) {
      context.output(
          INCREMENTS, Increments.dropped(Increments.JOBS, 1, fact.getTimeNanos()).build());
      return;
    }
    if (windows == null) {
      windows = FindingWindowsState.getDefaultInstance();
      state.setAddresses(state.getAddresses() + 1);
    }
    FindingWindowsState.Builder next = windows.toBuilder();
    long second = Math.floorDiv(fact.getTimeNanos(), 1_000_000_000L);
    FindingWindows counted = new FindingWindows(next);
    for (FindingCount count : fact.getCountsList()) {
      FindingKind.of(count.getKind()).ifPresent(kind -> counted.add(kind, second, count));
    }
    addresses.put(fact.getAddress(), next.build());
    long watermark = context.timerService().currentWatermark();
    if (state.getNextMillis() == 0) {
      schedule(state, EventSeconds.due(fact.getTimeNanos(), watermark), context);
    }
    client.update(state.build());
  }

  private static void schedule(FindingsState.Builder state, long due, Context context) {
    state.setNextMillis(EventSeconds.step(due));
    context.timerService().registerEventTimeTimer(state.getNextMillis());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    FindingsState known = client.value();
    if (known == null || timestamp != known.getNextMillis()) {
      return;
    }
    FindingsState.Builder state = known.toBuilder().clearNextMillis();
    // At the end of input every timer fires, and time goes on no more.
    boolean ends = context.timerService().currentWatermark() == Long.MAX_VALUE;
    tell(state, look(state, timestamp), ends, out);
    if (state.getAddresses() == 0) {
      addresses.clear();
      client.clear();
      return;
    }
    if (!ends) {
      schedule(state, timestamp + 1, context);
    }
    client.update(state.build());
  }

  /** What is open, over all addresses. */
  private OpenFindings look(FindingsState.Builder state, long nowMillis) throws Exception {
    OpenFindings open = new OpenFindings(state, EventSeconds.asOf(nowMillis));
    List<String> ended = new ArrayList<>();
    Map<String, FindingWindowsState> changed = new TreeMap<>();
    for (Map.Entry<String, FindingWindowsState> entry : addresses.entries()) {
      FindingWindowsState.Builder next = entry.getValue().toBuilder();
      FindingWindows windows = new FindingWindows(next);
      windows.open(nowMillis, limits).forEach(open::add);
      if (windows.isEmpty()) {
        ended.add(entry.getKey());
      } else {
        changed.put(entry.getKey(), next.build());
      }
    }
    for (String address : ended) {
      addresses.remove(address);
    }
    addresses.putAll(changed);
    state.setAddresses(changed.size());
    return open;
  }

  private static void tell(
      FindingsState.Builder state, OpenFindings open, boolean ends, Collector<Result> out) {
    TreeSet<String> all = new TreeSet<>(state.getToldMap().keySet());
    all.addAll(state.getToldFindingsMap().keySet());
    all.addAll(open.byKind().keySet());
    for (String kind : all) {
      List<String> labels =
          List.of(state.getCluster(), kind, state.getClientId(), state.getWorkload());
      Finding finding = open.byKind().get(kind);
      if (finding == null) {
        out.collect(Results.tombstone(MetricCatalog.FINDINGS, labels, open.asOfSeconds()));
        state.removeTold(kind).removeToldFindings(kind);
      } else if (isNews(finding, state.getToldFindingsMap().get(kind), ends)) {
        out.collect(
            Results.gauge(
                    MetricCatalog.FINDINGS, labels, finding.getAddresses(), open.asOfSeconds())
                .toBuilder()
                .setFinding(finding)
                .build());
        state.removeTold(kind).putToldFindings(kind, finding);
      }
    }
  }

  /** That it goes on is told once a minute. */
  private static boolean isNews(Finding finding, Finding told, boolean ends) {
    if (told == null || told.getAddresses() != finding.getAddresses()) {
      return true;
    }
    boolean due = ends || finding.getAsOfSeconds() - told.getAsOfSeconds() >= RETELL_SECONDS;
    return due && !finding.toBuilder().setAsOfSeconds(told.getAsOfSeconds()).build().equals(told);
  }
}
