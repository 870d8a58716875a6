package io.streamgauge.jobs.client;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.ConsumerState;
import io.streamgauge.jobs.v1.ReaderFact;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by cluster, client id, workload and topic: how far a consumer without a group is behind,
 * summed over the partitions it reads and the addresses it reads them from. Ends when it reads none
 * any more.
 */
public final class Consumers extends KeyedProcessFunction<String, ReaderFact, Result> {
  private static final long serialVersionUID = 1L;
  private static final char SEPARATOR = '\u0000';

  private final long timeToLiveMillis;
  private transient ValueState<ConsumerState> consumer;
  private transient MapState<String, Long> lags;

  /**
   * An operator without state.
   *
   * @param timeToLive a consumer of which no partition tells anything for this long ends
   */
  public Consumers(Duration timeToLive) {
    this.timeToLiveMillis = timeToLive.toMillis();
  }

  /** What facts are told apart by. */
  public static String key(ReaderFact fact) {
    return fact.getCluster()
        + SEPARATOR
        + clientId(fact)
        + SEPARATOR
        + fact.getReader().getWorkload()
        + SEPARATOR
        + fact.getTopic();
  }

  /** A reader is an address and a client id. */
  private static String clientId(ReaderFact fact) {
    String reader = fact.getReader().getReader();
    return reader.substring(reader.indexOf(SEPARATOR) + 1);
  }

  @Override
  public void open(OpenContext context) {
    consumer =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "consumer", ProtoTypeInfo.forMessage(ConsumerState.class)));
    lags =
        getRuntimeContext().getMapState(new MapStateDescriptor<>("lags", Types.STRING, Types.LONG));
  }

  @Override
  public void processElement(ReaderFact fact, Context context, Collector<Result> out)
      throws Exception {
    ConsumerState known = consumer.value();
    ConsumerState.Builder state =
        known == null
            ? ConsumerState.newBuilder()
                .setCluster(fact.getCluster())
                .setClientId(clientId(fact))
                .setWorkload(fact.getReader().getWorkload())
                .setTopic(fact.getTopic())
            : known.toBuilder();
    String key = fact.getReader().getReader() + SEPARATOR + fact.getPartition();
    if (fact.getRemoved()) {
      lags.remove(key);
    } else {
      lags.put(key, fact.getLag());
    }
    long due = EventSeconds.due(fact.getTimeNanos(), context.timerService().currentWatermark());
    if (state.getDueMillis() == 0) {
      state.setDueMillis(due);
      context.timerService().registerEventTimeTimer(due);
    }
    state.setLastMillis(Math.max(state.getLastMillis(), due));
    if (state.getExpiresMillis() == 0) {
      state.setExpiresMillis(due + timeToLiveMillis);
      context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    }
    consumer.update(state.build());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    ConsumerState known = consumer.value();
    if (known == null) {
      return;
    }
    ConsumerState.Builder state = known.toBuilder();
    boolean ending = context.timerService().currentWatermark() == Long.MAX_VALUE;
    if (timestamp == state.getExpiresMillis() && !ending) {
      if (state.getLastMillis() + timeToLiveMillis <= timestamp) {
        lags.clear();
      } else {
        state.setExpiresMillis(state.getLastMillis() + timeToLiveMillis);
        context.timerService().registerEventTimeTimer(state.getExpiresMillis());
      }
    }
    boolean gone = lags.isEmpty();
    if (timestamp == state.getDueMillis() || gone) {
      state.setDueMillis(0);
      tell(state, EventSeconds.asOf(timestamp), gone, out);
    }
    if (gone) {
      consumer.clear();
    } else {
      consumer.update(state.build());
    }
  }

  private void tell(ConsumerState.Builder state, long asOf, boolean gone, Collector<Result> out)
      throws Exception {
    List<String> labels =
        List.of(state.getCluster(), state.getClientId(), state.getWorkload(), state.getTopic());
    if (!gone) {
      long sum = 0;
      for (long lag : lags.values()) {
        sum += lag;
      }
      out.collect(
          Results.gauge(MetricCatalog.CONSUMER_FETCH_LAG_RECORDS, labels, (double) sum, asOf));
    } else if (state.getTold()) {
      out.collect(Results.tombstone(MetricCatalog.CONSUMER_FETCH_LAG_RECORDS, labels, asOf));
    }
    state.setTold(!gone);
  }
}
