package io.streamgauge.jobs.resolve;

import io.streamgauge.events.v1.TraceSpan;
import io.streamgauge.jobs.broker.WorkSum;
import io.streamgauge.jobs.series.IncrementSum;
import io.streamgauge.jobs.series.Increments;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.ApiWork;
import io.streamgauge.jobs.v1.BrokerFact;
import io.streamgauge.jobs.v1.BrokerWork;
import io.streamgauge.jobs.v1.BusyFact;
import io.streamgauge.jobs.v1.ClientFact;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.FindingFact;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.Increment;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.TransactionFact;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Collects what one call of {@link Resolve} routes. Increments of one series are added up first:
 * the first of the two stages of summing.
 */
public final class Outputs implements Sink {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public static final OutputTag<PartitionFact> PARTITIONS =
      new OutputTag<>("partitions", ProtoTypeInfo.forMessage(PartitionFact.class));
  public static final OutputTag<GroupFact> GROUPS =
      new OutputTag<>("groups", ProtoTypeInfo.forMessage(GroupFact.class));
  public static final OutputTag<TransactionFact> TRANSACTIONS =
      new OutputTag<>("transactions", ProtoTypeInfo.forMessage(TransactionFact.class));
  public static final OutputTag<ClusterFact> CLUSTERS =
      new OutputTag<>("clusters", ProtoTypeInfo.forMessage(ClusterFact.class));

  public static final OutputTag<BrokerWork> WORK =
      new OutputTag<>("broker-work", ProtoTypeInfo.forMessage(BrokerWork.class));
  public static final OutputTag<BrokerFact> BROKERS =
      new OutputTag<>("broker-facts", ProtoTypeInfo.forMessage(BrokerFact.class));
  public static final OutputTag<ClientFact> CLIENTS =
      new OutputTag<>("client-facts", ProtoTypeInfo.forMessage(ClientFact.class));

  public static final OutputTag<BusyFact> BUSY =
      new OutputTag<>("busy-facts", ProtoTypeInfo.forMessage(BusyFact.class));

  public static final OutputTag<FindingFact> FINDINGS =
      new OutputTag<>("finding-facts", ProtoTypeInfo.forMessage(FindingFact.class));

  public static final OutputTag<TraceSpan> SPANS =
      new OutputTag<>("spans", ProtoTypeInfo.forMessage(TraceSpan.class));

  /** Any context of the operator: the two kinds have no common type with side outputs. */
  interface Side {
    <T> void output(OutputTag<T> tag, T value);
  }

  private final Map<String, IncrementSum> sums = new LinkedHashMap<>();
  private final Map<WorkKey, Map<String, WorkSum>> work = new LinkedHashMap<>();
  private Side side;
  private Collector<Increment> main;

  private record WorkKey(String cluster, String broker, long second) {}

  void begin(Side sideOutputs, Collector<Increment> mainOutput) {
    this.side = sideOutputs;
    this.main = mainOutput;
  }

  void end() {
    sums.values().forEach(sum -> main.collect(sum.build()));
    sums.clear();
    work.forEach(
        (key, apis) ->
            side.output(
                WORK,
                BrokerWork.newBuilder()
                    .setCluster(key.cluster())
                    .setBroker(key.broker())
                    .setTimeNanos(key.second() * NANOS_PER_SECOND)
                    .addAllApis(apis.values().stream().map(WorkSum::build).toList())
                    .build()));
    work.clear();
  }

  @Override
  public void increment(Increment.Builder increment) {
    String key = Increments.key(increment);
    IncrementSum known = sums.get(key);
    if (known == null) {
      sums.put(key, new IncrementSum(increment));
    } else {
      known.add(increment.build());
    }
  }

  @Override
  public void partition(PartitionFact fact) {
    side.output(PARTITIONS, fact);
  }

  @Override
  public void group(GroupFact fact) {
    side.output(GROUPS, fact);
  }

  @Override
  public void transaction(TransactionFact fact) {
    side.output(TRANSACTIONS, fact);
  }

  @Override
  public void cluster(ClusterFact fact) {
    side.output(CLUSTERS, fact);
  }

  @Override
  public void work(ApiWork more, Place place) {
    long second = Math.floorDiv(place.timeNanos(), NANOS_PER_SECOND);
    work.computeIfAbsent(
            new WorkKey(place.cluster(), place.broker(), second), key -> new LinkedHashMap<>())
        .computeIfAbsent(more.getApi(), api -> new WorkSum())
        .add(more);
  }

  @Override
  public void broker(BrokerFact fact) {
    side.output(BROKERS, fact);
  }

  @Override
  public void busy(BusyFact fact) {
    side.output(BUSY, fact);
  }

  @Override
  public void finding(FindingFact fact) {
    side.output(FINDINGS, fact);
  }

  @Override
  public void client(ClientFact fact) {
    side.output(CLIENTS, fact);
  }

  @Override
  public void span(TraceSpan span) {
    side.output(SPANS, span);
  }
}
