package io.streamgauge.jobs.resolve;

import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.Identity;
import io.streamgauge.jobs.v1.KnownTopic;
import io.streamgauge.jobs.v1.Workload;
import io.streamgauge.jobs.v1.Workloads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;

/** {@link Names} over broadcast state. */
final class BroadcastNames implements Names {
  static final MapStateDescriptor<String, KnownTopic> TOPICS =
      new MapStateDescriptor<>(
          "known-topics", Types.STRING, ProtoTypeInfo.forMessage(KnownTopic.class));
  static final MapStateDescriptor<String, Workloads> WORKLOADS =
      new MapStateDescriptor<>(
          "workloads", Types.STRING, ProtoTypeInfo.forMessage(Workloads.class));

  /** Intervals kept per address; addresses are reused. */
  private static final int INTERVALS = 4;

  private final BoundedBroadcast<KnownTopic> topicLimit;
  private final BoundedBroadcast<Workloads> workloadLimit;
  private ReadOnlyBroadcastState<String, KnownTopic> topics;
  private ReadOnlyBroadcastState<String, Workloads> workloads;

  /** Names up to a limit of topic ids, and as many addresses. */
  BroadcastNames(int limit) {
    this.topicLimit = new BoundedBroadcast<>(limit, KnownTopic::getToldNanos);
    this.workloadLimit = new BoundedBroadcast<>(limit, Workloads::getToldNanos);
  }

  void use(
      ReadOnlyBroadcastState<String, KnownTopic> topicNames,
      ReadOnlyBroadcastState<String, Workloads> workloadIntervals) {
    this.topics = topicNames;
    this.workloads = workloadIntervals;
  }

  /**
   * What an identity changed.
   *
   * @param newTopic whether it told the name of a topic that had none
   * @param dropped names that were forgotten for it
   */
  record Learned(boolean newTopic, int dropped) {}

  Learned learn(
      Identity identity,
      BroadcastState<String, KnownTopic> topics,
      BroadcastState<String, Workloads> workloads)
      throws Exception {
    return switch (identity.getBodyCase()) {
      case TOPIC -> topic(identity, topics);
      case WORKLOAD -> new Learned(false, workload(identity, workloads));
      case BODY_NOT_SET -> new Learned(false, 0);
    };
  }

  private Learned topic(Identity identity, BroadcastState<String, KnownTopic> topics)
      throws Exception {
    String id = identity.getTopic().getId();
    KnownTopic known = topics.get(id);
    long told =
        known == null
            ? identity.getToldNanos()
            : Math.max(known.getToldNanos(), identity.getToldNanos());
    KnownTopic next =
        KnownTopic.newBuilder().setName(identity.getTopic().getName()).setToldNanos(told).build();
    return new Learned(known == null, topicLimit.put(topics, id, next));
  }

  private int workload(Identity identity, BroadcastState<String, Workloads> workloads)
      throws Exception {
    Workload workload = identity.getWorkload();
    Workloads known = workloads.get(workload.getAddress());
    Workloads next =
        with(
            known == null ? Workloads.getDefaultInstance() : known,
            workload,
            identity.getToldNanos());
    return workloadLimit.put(workloads, workload.getAddress(), next);
  }

  /** The same whatever the order of arrival, so all subtasks agree. */
  private static Workloads with(Workloads known, Workload workload, long told) {
    // An interval is told open and later with its end, either perhaps again: the end stays.
    Workload longest = workload;
    List<Workload> all = new ArrayList<>();
    for (Workload other : known.getIntervalsList()) {
      if (other.getValidFromNanos() != workload.getValidFromNanos()) {
        all.add(other);
      } else if (other.getValidToNanos() > longest.getValidToNanos()) {
        longest = other;
      }
    }
    all.add(longest);
    all.sort(Comparator.comparingLong(Workload::getValidFromNanos).reversed());
    return Workloads.newBuilder()
        .addAllIntervals(all.subList(0, Math.min(INTERVALS, all.size())))
        .setToldNanos(Math.max(known.getToldNanos(), told))
        .build();
  }

  @Override
  public String topic(UUID id) {
    try {
      KnownTopic known = topics.get(Names.idText(id));
      return known == null ? "" : known.getName();
    } catch (Exception e) {
      throw new FlinkRuntimeException("cannot read topic names from state", e);
    }
  }

  @Override
  public String workload(String address, long timeNanos) {
    try {
      Workloads known = workloads.get(address);
      if (known == null) {
        return address;
      }
      for (Workload workload : known.getIntervalsList()) {
        boolean begun = workload.getValidFromNanos() <= timeNanos;
        boolean over = workload.getValidToNanos() != 0 && workload.getValidToNanos() <= timeNanos;
        if (begun && !over) {
          return workload.getNamespace().isEmpty()
              ? workload.getWorkload()
              : workload.getNamespace() + "/" + workload.getWorkload();
        }
      }
      return address;
    } catch (Exception e) {
      throw new FlinkRuntimeException("cannot read workloads from state", e);
    }
  }
}
