package io.streamgauge.jobs;

import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Result;
import io.streamgauge.events.v1.TraceSpan;
import io.streamgauge.jobs.alerts.OverridesFile;
import io.streamgauge.jobs.broker.BrokerLoads;
import io.streamgauge.jobs.broker.BrokerPressure;
import io.streamgauge.jobs.client.BusyMembers;
import io.streamgauge.jobs.client.Consumers;
import io.streamgauge.jobs.client.UpgradeBlockers;
import io.streamgauge.jobs.cluster.Clusters;
import io.streamgauge.jobs.finding.Findings;
import io.streamgauge.jobs.ingest.AgentWatermarks;
import io.streamgauge.jobs.ingest.BusTime;
import io.streamgauge.jobs.ingest.Deduplicate;
import io.streamgauge.jobs.ingest.StampEventTime;
import io.streamgauge.jobs.offsets.Groups;
import io.streamgauge.jobs.offsets.Partitions;
import io.streamgauge.jobs.offsets.Transactions;
import io.streamgauge.jobs.resolve.Identities;
import io.streamgauge.jobs.resolve.Outputs;
import io.streamgauge.jobs.resolve.Resolve;
import io.streamgauge.jobs.series.Increments;
import io.streamgauge.jobs.series.LineageStamp;
import io.streamgauge.jobs.series.SeriesSum;
import io.streamgauge.jobs.status.StatusLimits;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.AgentBatch;
import io.streamgauge.jobs.v1.BrokerFact;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.Identity;
import io.streamgauge.jobs.v1.Increment;
import io.streamgauge.jobs.v1.PartitionFact;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The traffic job as a pure function of streams:
 *
 * <pre>
 * batches → deduplicate → event time → resolve ┬→ series ────────────────────────┐
 *                                              ├→ brokers → pressure ────────────┤
 *                                              ├→ clients, findings ─────────────┤
 *                                              ├→ cluster ──┬────────────────────┤
 *                                              ├→ transactions → partitions ─────┼→ lineage → results
 *                                              ├───────────→ groups ← cluster ───┘
 *                                              └→ spans
 * </pre>
 */
public final class TrafficPipeline {
  /** Of every operator, for the life of the job: keys are spread over this many groups. */
  public static final int MAX_PARALLELISM = 720;

  private static final char SEPARATOR = '\u0000';

  private TrafficPipeline() {}

  /**
   * Composes the job.
   *
   * @param batches the record's timestamp is when the bus took it (LogAppendTime); none where there
   *     is no bus
   * @return results; one without a value is a tombstone
   */
  public static DataStream<Result> build(DataStream<EventBatch> batches, TrafficOptions options) {
    return build(batches, options, OverridesFile.none());
  }

  /** As above, with what operators set for groups. */
  public static DataStream<Result> build(
      DataStream<EventBatch> batches, TrafficOptions options, OverridesFile overrides) {
    return compose(batches, options, overrides).results();
  }

  /**
   * What comes of the batches.
   *
   * @param results one without a value is a tombstone
   * @param spans sampled exchanges; for nobody unless somebody takes them
   */
  record Streams(DataStream<Result> results, DataStream<TraceSpan> spans) {}

  /** As above, with the sampled exchanges beside the results. */
  static Streams compose(
      DataStream<EventBatch> batches, TrafficOptions options, OverridesFile overrides) {
    DataStream<AgentBatch> accepted = ingest(batches, options);
    SingleOutputStreamOperator<Increment> resolved = resolve(accepted, options);
    SingleOutputStreamOperator<Result> clusters = clusters(resolved, options);
    SingleOutputStreamOperator<GroupFact> partitions = partitions(resolved, clusters, options);
    SingleOutputStreamOperator<Result> groups =
        groups(resolved, clusters, partitions, options, overrides);
    SingleOutputStreamOperator<Result> findings = findings(resolved, options);
    DataStream<Result> series = series(resolved, clusters, partitions, groups, findings, options);
    DataStream<Result> results =
        series.union(
            clusters,
            groups,
            partitions.getSideOutput(Partitions.RESULTS),
            brokers(resolved, options),
            clients(resolved, options),
            findings,
            consumers(partitions, options));
    return new Streams(
        results
            .map(new LineageStamp(options.lineage()))
            .returns(ProtoTypeInfo.forMessage(Result.class))
            .uid("lineage")
            .name("stamp lineage"),
        resolved.getSideOutput(Outputs.SPANS));
  }

  private static DataStream<AgentBatch> ingest(
      DataStream<EventBatch> batches, TrafficOptions options) {
    return batches
        .assignTimestampsAndWatermarks(BusTime.strategy(options.idleness()))
        .uid("bus-time")
        .name("time of the bus")
        .keyBy(EventBatch::getAgentId, Types.STRING)
        .process(
            new Deduplicate(options.maxSkew(), options.offsetsTimeToLive()),
            ProtoTypeInfo.forMessage(AgentBatch.class))
        .uid("deduplicate")
        .name("deduplicate batches")
        .assignTimestampsAndWatermarks(
            AgentWatermarks.strategy(options.maxAgentLag(), options.idleness()))
        .uid("event-time")
        .name("event time over agents")
        .process(new StampEventTime(), ProtoTypeInfo.forMessage(AgentBatch.class))
        .uid("stamp-event-time")
        .name("stamp event time");
  }

  private static SingleOutputStreamOperator<Increment> resolve(
      DataStream<AgentBatch> accepted, TrafficOptions options) {
    DataStream<Identity> identities =
        accepted
            .flatMap(new Identities())
            .returns(ProtoTypeInfo.forMessage(Identity.class))
            .uid("identities")
            .name("find identities");
    return accepted
        .keyBy(batch -> batch.getBatch().getAgentId(), Types.STRING)
        .connect(identities.broadcast(Resolve.broadcastState()))
        .process(
            new Resolve(
                options.maxWait(),
                options.maxWaiting(),
                options.maxNames(),
                options.offsetsTimeToLive(),
                options.advice()),
            ProtoTypeInfo.forMessage(Increment.class))
        .uid("resolve")
        .name("resolve names");
  }

  private static SingleOutputStreamOperator<Result> clusters(
      SingleOutputStreamOperator<Increment> resolved, TrafficOptions options) {
    return resolved
        .getSideOutput(Outputs.CLUSTERS)
        .keyBy(fact -> fact.getCluster(), Types.STRING)
        .process(
            new Clusters(options.seriesTimeToLive(), options.offsetsTimeToLive()),
            ProtoTypeInfo.forMessage(Result.class))
        .uid("clusters")
        .name("brokers, topics, coverage");
  }

  private static DataStream<Result> brokers(
      SingleOutputStreamOperator<Increment> resolved, TrafficOptions options) {
    SingleOutputStreamOperator<Result> loads =
        resolved
            .getSideOutput(Outputs.WORK)
            .keyBy(work -> work.getCluster() + SEPARATOR + work.getBroker(), Types.STRING)
            .process(
                new BrokerLoads(options.seriesTimeToLive()), ProtoTypeInfo.forMessage(Result.class))
            .uid("broker-loads")
            .name("requests in flight");
    DataStream<Result> advice =
        loads
            .getSideOutput(BrokerLoads.LOOKS)
            .union(resolved.getSideOutput(Outputs.BROKERS))
            .keyBy(BrokerFact::getCluster, Types.STRING)
            .process(
                new BrokerPressure(options.advice().brokers(), options.seriesTimeToLive()),
                ProtoTypeInfo.forMessage(Result.class))
            .uid("broker-pressure")
            .name("pressure of brokers");
    return loads.union(advice);
  }

  private static DataStream<Result> clients(
      SingleOutputStreamOperator<Increment> resolved, TrafficOptions options) {
    return resolved
        .getSideOutput(Outputs.CLIENTS)
        .keyBy(
            fact ->
                fact.getCluster() + SEPARATOR + fact.getClientId() + SEPARATOR + fact.getWorkload(),
            Types.STRING)
        .process(
            new UpgradeBlockers(options.seriesTimeToLive()), ProtoTypeInfo.forMessage(Result.class))
        .uid("upgrade-blockers")
        .name("upgrade readiness");
  }

  private static SingleOutputStreamOperator<Result> findings(
      SingleOutputStreamOperator<Increment> resolved, TrafficOptions options) {
    return resolved
        .getSideOutput(Outputs.FINDINGS)
        .keyBy(Findings::key, Types.STRING)
        .process(new Findings(options.advice().findings()), ProtoTypeInfo.forMessage(Result.class))
        .uid("findings")
        .name("findings about requests");
  }

  private static DataStream<Result> consumers(
      SingleOutputStreamOperator<GroupFact> partitions, TrafficOptions options) {
    return partitions
        .getSideOutput(Partitions.READERS)
        .keyBy(Consumers::key, Types.STRING)
        .process(new Consumers(options.offsetsTimeToLive()), ProtoTypeInfo.forMessage(Result.class))
        .uid("consumers")
        .name("consumers without a group");
  }

  private static SingleOutputStreamOperator<GroupFact> partitions(
      SingleOutputStreamOperator<Increment> resolved,
      SingleOutputStreamOperator<Result> clusters,
      TrafficOptions options) {
    DataStream<PartitionFact> transactional =
        resolved
            .getSideOutput(Outputs.TRANSACTIONS)
            .keyBy(fact -> fact.getCluster() + SEPARATOR + fact.getProducerId(), Types.STRING)
            .process(
                new Transactions(options.seriesTimeToLive()),
                ProtoTypeInfo.forMessage(PartitionFact.class))
            .uid("transactions")
            .name("transactional offsets");
    return resolved
        .getSideOutput(Outputs.PARTITIONS)
        .union(transactional, clusters.getSideOutput(Clusters.PARTITION_FACTS))
        .keyBy(
            fact ->
                fact.getCluster() + SEPARATOR + fact.getTopic() + SEPARATOR + fact.getPartition(),
            Types.STRING)
        .process(
            new Partitions(options.offsetsTimeToLive()), ProtoTypeInfo.forMessage(GroupFact.class))
        .uid("partitions")
        .name("partition offsets");
  }

  private static SingleOutputStreamOperator<Result> groups(
      SingleOutputStreamOperator<Increment> resolved,
      SingleOutputStreamOperator<Result> clusters,
      SingleOutputStreamOperator<GroupFact> partitions,
      TrafficOptions options,
      OverridesFile overrides) {
    return resolved
        .getSideOutput(Outputs.GROUPS)
        .union(partitions, clusters.getSideOutput(Clusters.COVERAGE), busy(resolved, options))
        .keyBy(fact -> fact.getCluster() + SEPARATOR + fact.getGroup(), Types.STRING)
        .process(
            new Groups(options.offsetsTimeToLive(), StatusLimits.DEFAULT, overrides),
            ProtoTypeInfo.forMessage(Result.class))
        .uid("groups")
        .name("consumer groups");
  }

  private static DataStream<GroupFact> busy(
      SingleOutputStreamOperator<Increment> resolved, TrafficOptions options) {
    return resolved
        .getSideOutput(Outputs.BUSY)
        .keyBy(fact -> fact.getCluster() + SEPARATOR + fact.getReader(), Types.STRING)
        .process(
            new BusyMembers(options.seriesTimeToLive()), ProtoTypeInfo.forMessage(GroupFact.class))
        .uid("busy-members")
        .name("busy share of members");
  }

  private static DataStream<Result> series(
      SingleOutputStreamOperator<Increment> resolved,
      SingleOutputStreamOperator<Result> clusters,
      SingleOutputStreamOperator<GroupFact> partitions,
      SingleOutputStreamOperator<Result> groups,
      SingleOutputStreamOperator<Result> findings,
      TrafficOptions options) {
    return resolved
        .union(
            partitions.getSideOutput(Partitions.INCREMENTS),
            groups.getSideOutput(Groups.INCREMENTS),
            clusters.getSideOutput(Clusters.INCREMENTS),
            findings.getSideOutput(Findings.INCREMENTS))
        .keyBy(Increments::key, Types.STRING)
        .process(new SeriesSum(options.seriesTimeToLive()), ProtoTypeInfo.forMessage(Result.class))
        .uid("series")
        .name("sum series");
  }
}
