package io.streamgauge.jobs.resolve;

import com.google.protobuf.ByteString;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.Identity;
import io.streamgauge.jobs.v1.Workload;
import io.streamgauge.jobs.v1.Workloads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;

/** {@link Names} over broadcast state. */
final class BroadcastNames implements Names {
  static final MapStateDescriptor<String, String> TOPICS =
      new MapStateDescriptor<>("topic-names", Types.STRING, Types.STRING);
  static final MapStateDescriptor<String, Workloads> WORKLOADS =
      new MapStateDescriptor<>(
          "workloads", Types.STRING, ProtoTypeInfo.forMessage(Workloads.class));

  /** Intervals kept per address; addresses are reused. */
  private static final int INTERVALS = 4;

  private ReadOnlyBroadcastState<String, String> topics;
  private ReadOnlyBroadcastState<String, Workloads> workloads;

  void use(
      ReadOnlyBroadcastState<String, String> topicNames,
      ReadOnlyBroadcastState<String, Workloads> workloadIntervals) {
    this.topics = topicNames;
    this.workloads = workloadIntervals;
  }

  /** Whether the identity told a topic name that was not known. */
  static boolean learn(
      Identity identity,
      BroadcastState<String, String> topics,
      BroadcastState<String, Workloads> workloads)
      throws Exception {
    switch (identity.getBodyCase()) {
      case TOPIC -> {
        String id = Names.idText(identity.getTopic().getId());
        boolean fresh = !topics.contains(id);
        topics.put(id, identity.getTopic().getName());
        return fresh;
      }
      case WORKLOAD -> {
        Workload workload = identity.getWorkload();
        Workloads known = workloads.get(workload.getAddress());
        workloads.put(
            workload.getAddress(),
            with(known == null ? Workloads.getDefaultInstance() : known, workload));
        return false;
      }
      case BODY_NOT_SET -> {
        return false;
      }
    }
    return false;
  }

  /** The same whatever the order of arrival, so all subtasks agree. */
  private static Workloads with(Workloads known, Workload workload) {
    List<Workload> all = new ArrayList<>(known.getIntervalsList());
    all.removeIf(
        other ->
            other.getValidFromNanos() == workload.getValidFromNanos()
                && other.getValidToNanos() == 0);
    all.add(workload);
    all.sort(Comparator.comparingLong(Workload::getValidFromNanos).reversed());
    return Workloads.newBuilder()
        .addAllIntervals(all.subList(0, Math.min(INTERVALS, all.size())))
        .build();
  }

  @Override
  public String topic(ByteString id) {
    try {
      String name = topics.get(Names.idText(id));
      return name == null ? "" : name;
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
