package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.alerts.OverridesFile;
import io.streamgauge.jobs.broker.BrokerLoads;
import io.streamgauge.jobs.broker.BrokerPressure;
import io.streamgauge.jobs.client.BusyMembers;
import io.streamgauge.jobs.client.Consumers;
import io.streamgauge.jobs.client.UpgradeBlockers;
import io.streamgauge.jobs.cluster.Clusters;
import io.streamgauge.jobs.finding.FindingLimits;
import io.streamgauge.jobs.finding.Findings;
import io.streamgauge.jobs.ingest.Deduplicate;
import io.streamgauge.jobs.offsets.Groups;
import io.streamgauge.jobs.offsets.Partitions;
import io.streamgauge.jobs.offsets.Transactions;
import io.streamgauge.jobs.resolve.Outputs;
import io.streamgauge.jobs.resolve.Resolve;
import io.streamgauge.jobs.scaling.BrokerPolicy;
import io.streamgauge.jobs.series.Increments;
import io.streamgauge.jobs.series.SeriesSum;
import io.streamgauge.jobs.status.StatusLimits;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.AgentBatch;
import io.streamgauge.jobs.v1.BrokerFact;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.Identity;
import io.streamgauge.jobs.v1.Increment;
import io.streamgauge.jobs.v1.PartitionFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Whatever a job remembers of a key it forgets when the key falls silent. */
class KeyedStateTest {
  private static final Duration SERIES = Duration.ofHours(2);
  private static final Duration OFFSETS = Duration.ofHours(3);
  private static final long START = Agent.EPOCH * 1000;
  private static final long MINUTE = 60_000;

  /** Keyed states that tests below drain, as file and name, by operator. */
  private static final Map<String, Set<String>> DRAINED =
      Map.ofEntries(
          Map.entry("Deduplicate", Set.of("Deduplicate.agent")),
          Map.entry(
              "Resolve",
              Set.of(
                  "Resolve.identity",
                  "KnownListeners.listeners",
                  "WaitingEvents.waiting",
                  "NamelessTopics.nameless-topics-since",
                  "NamelessTopics.nameless-topics-count")),
          Map.entry(
              "Clusters", Set.of("Clusters.cluster", "Topics.topics", "CoveredGroups.groups")),
          Map.entry("BrokerLoads", Set.of("BrokerLoads.broker", "BrokerLoads.steps")),
          Map.entry(
              "BrokerPressure",
              Set.of(
                  "BrokerPressure.cluster", "BrokerPressure.pressure", "BrokerPressure.minutes")),
          Map.entry("UpgradeBlockers", Set.of("UpgradeBlockers.client")),
          Map.entry("Findings", Set.of("Findings.findings", "Findings.finding-addresses")),
          Map.entry("Consumers", Set.of("Consumers.consumer", "Consumers.lags")),
          Map.entry("BusyMembers", Set.of("BusyMembers.reader", "BusyMembers.waits")),
          Map.entry("Transactions", Set.of("Transactions.transactions")),
          Map.entry(
              "Partitions",
              Set.of(
                  "Partitions.partition", "FactBuffer.facts-by-second", "FactBuffer.fact-seconds")),
          Map.entry(
              "Groups",
              Set.of(
                  "Groups.group",
                  "Groups.scaling",
                  "GroupParts.parts",
                  "GroupParts.statuses",
                  "GroupParts.shares",
                  "FactBuffer.facts-by-second",
                  "FactBuffer.fact-seconds")),
          Map.entry("SeriesSum", Set.of("SeriesSum.series")));

  /** The others, and what bounds them. */
  private static final Map<String, String> BOUNDED_OTHERWISE =
      Map.of(
          "LineageStamp.lineage", "one value per subtask",
          "BroadcastNames.known-topics", "--max-names entries",
          "BroadcastNames.workloads", "--max-names entries",
          "DecideAlerts.alert", "goes with the tombstones of its series (AlertPipelineTest)",
          "KeyedSeries.alert-series", "10,000 of an alert; each goes with its tombstone",
          "CheckOverrides.groups", "10,000 names of one key, for the first minute",
          "CheckOverrides.topics", "10,000 names of one key, for the first minute",
          "CheckOverrides.due", "one value of one key");

  @Test
  void everyStateIsDrainedByATestOrHasAnotherBound() throws IOException {
    Pattern descriptor = Pattern.compile("StateDescriptor<[^(;]*>\\(\\s*\"([a-z-]+)\"");
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file);
        Matcher matcher = descriptor.matcher(text);
        String name = file.getFileName().toString().replace(".java", "");
        int descriptors = 0;
        while (matcher.find()) {
          descriptors++;
          found.add(name + "." + matcher.group(1));
        }
        // One that is made in a way which this does not see would go unnoticed.
        assertThat(descriptors)
            .as(name)
            .isEqualTo(text.split("new \\w+StateDescriptor<[^\\[(;]*>\\(", -1).length - 1);
      }
    }
    Set<String> known = new TreeSet<>(BOUNDED_OTHERWISE.keySet());
    DRAINED.values().forEach(known::addAll);
    assertThat(found).isEqualTo(known);
  }

  /** Names of an operator's states without the file that makes them. */
  private static Set<String> names(String operator) {
    Set<String> names = new TreeSet<>();
    DRAINED.get(operator).forEach(each -> names.add(each.substring(each.indexOf('.') + 1)));
    return names;
  }

  /** Event times at which to look: closely at first, then in steps of an hour until all is over. */
  private static List<Long> times() {
    List<Long> times = new ArrayList<>();
    for (long time = 0; time <= 10 * MINUTE; time += 1_000) {
      times.add(START + time - 1);
    }
    for (int hour = 1; hour <= 10; hour++) {
      times.add(START + hour * 60L * MINUTE);
    }
    return times;
  }

  private static <T extends Message, O extends Message> StateProbe<O> drain(
      KeyedProcessFunction<String, T, O> function,
      KeySelector<T, String> key,
      Class<O> out,
      List<T> facts)
      throws Exception {
    String operator = function.getClass().getSimpleName();
    KeyedOneInputStreamOperatorTestHarness<String, T, O> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function), key, Types.STRING, 720, 1, 0);
    harness.setup(
        ProtoTypeInfo.forMessage(out)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.open();
    StateProbe<O> probe = new StateProbe<>(harness, names(operator));
    assertThat(facts).as("facts for " + operator).isNotEmpty();
    for (T fact : facts) {
      boolean batch = fact instanceof EventBatch;
      long append = batch ? ((EventBatch) fact).getAgentTimeNanos() / 1_000_000L : 0;
      harness.processElement(fact, append);
      probe.look();
    }
    for (long time : times()) {
      harness.processWatermark(new Watermark(time));
      probe.look();
    }
    assertDrained(operator, probe, harness.numEventTimeTimers());
    harness.close();
    return probe;
  }

  private static void assertDrained(String operator, StateProbe<?> probe, int timers) {
    assertThat(probe.everHeld()).as("what %s remembers", operator).isEqualTo(names(operator));
    assertThat(probe.held()).as("what is left of %s", operator).isEmpty();
    assertThat(timers).as("timers of %s", operator).isZero();
  }

  private static StateProbe<Increment> drainResolve(List<AgentBatch> batches) throws Exception {
    Resolve function =
        new Resolve(Duration.ofMinutes(5), 50_000, 1_000, OFFSETS, AdviceSettings.DEFAULTS);
    KeyedTwoInputStreamOperatorTestHarness<String, AgentBatch, Identity, Increment> harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(function, List.of(Resolve.broadcastState())),
            batch -> batch.getBatch().getAgentId(),
            null,
            Types.STRING,
            720,
            1,
            0);
    harness.setup(
        ProtoTypeInfo.forMessage(Increment.class)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.open();
    StateProbe<Increment> probe = new StateProbe<>(harness, names("Resolve"));
    for (AgentBatch batch : batches) {
      harness.processElement1(batch, 0);
      probe.look();
    }
    for (long time : times()) {
      harness.processWatermark1(new Watermark(time));
      harness.processWatermark2(new Watermark(time));
      probe.look();
    }
    assertDrained("Resolve", probe, harness.numEventTimeTimers());
    harness.close();
    return probe;
  }

  private static <T> List<T> union(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  @Test
  void nothingIsLeftOfKeysThatFellSilent() throws Exception {
    List<AgentBatch> accepted =
        drain(
                new Deduplicate(Duration.ofSeconds(10), OFFSETS),
                EventBatch::getAgentId,
                AgentBatch.class,
                StateStory.batches())
            .output();
    StateProbe<Increment> resolved = drainResolve(accepted);
    drain(new SeriesSum(SERIES), Increments::key, Result.class, resolved.output());
    StateProbe<Result> clusters =
        drain(
            new Clusters(Duration.ofMinutes(10), OFFSETS),
            fact -> fact.getCluster(),
            Result.class,
            resolved.side(Outputs.CLUSTERS));
    drainClients(resolved);
    drainBrokers(resolved);
    drainOffsets(resolved, clusters);
  }

  private static void drainClients(StateProbe<Increment> resolved) throws Exception {
    drain(
        new UpgradeBlockers(SERIES),
        fact -> fact.getClientId(),
        Result.class,
        resolved.side(Outputs.CLIENTS));
    drain(
        new Findings(FindingLimits.DEFAULTS),
        Findings::key,
        Result.class,
        resolved.side(Outputs.FINDINGS));
    drain(
        new BusyMembers(SERIES),
        fact -> fact.getReader(),
        GroupFact.class,
        resolved.side(Outputs.BUSY));
  }

  private static void drainBrokers(StateProbe<Increment> resolved) throws Exception {
    StateProbe<Result> loads =
        drain(
            new BrokerLoads(SERIES),
            work -> work.getBroker(),
            Result.class,
            resolved.side(Outputs.WORK));
    drain(
        new BrokerPressure(BrokerPolicy.LEARN, SERIES),
        BrokerFact::getCluster,
        Result.class,
        union(resolved.side(Outputs.BROKERS), loads.side(BrokerLoads.LOOKS)));
  }

  private static void drainOffsets(StateProbe<Increment> resolved, StateProbe<Result> clusters)
      throws Exception {
    List<PartitionFact> transactional =
        drain(
                new Transactions(SERIES),
                fact -> Long.toString(fact.getProducerId()),
                PartitionFact.class,
                resolved.side(Outputs.TRANSACTIONS))
            .output();
    StateProbe<GroupFact> partitions =
        drain(
            new Partitions(OFFSETS),
            fact -> fact.getTopic() + ' ' + fact.getPartition(),
            GroupFact.class,
            union(resolved.side(Outputs.PARTITIONS), transactional));
    drain(
        new Consumers(OFFSETS), Consumers::key, Result.class, partitions.side(Partitions.READERS));
    List<GroupFact> groupFacts =
        union(resolved.side(Outputs.GROUPS), clusters.side(Clusters.COVERAGE));
    drain(
        new Groups(OFFSETS, StatusLimits.DEFAULT, OverridesFile.none()),
        GroupFact::getGroup,
        Result.class,
        union(groupFacts, partitions.output()));
  }
}
