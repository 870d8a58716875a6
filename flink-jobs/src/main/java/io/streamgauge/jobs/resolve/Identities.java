package io.streamgauge.jobs.resolve;

import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Topic;
import io.streamgauge.events.v1.WorkloadDescribed;
import io.streamgauge.jobs.ingest.BatchView;
import io.streamgauge.jobs.v1.AgentBatch;
import io.streamgauge.jobs.v1.Identity;
import io.streamgauge.jobs.v1.TopicName;
import io.streamgauge.jobs.v1.Workload;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Finds in each batch what everybody should know: names of topic ids, workloads of addresses. */
public final class Identities extends RichFlatMapFunction<AgentBatch, Identity> {
  private static final long serialVersionUID = 1L;
  private static final int REMEMBERED = 20_000;

  private transient Recent<Identity> told;

  @Override
  public void open(OpenContext context) {
    told = new Recent<>(REMEMBERED);
  }

  @Override
  public void flatMap(AgentBatch agentBatch, Collector<Identity> out) {
    EventBatch batch = agentBatch.getBatch();
    BatchView tables = new BatchView(batch);
    for (Topic topic : batch.getTopicsList()) {
      String name = tables.string(topic.getName());
      if (!name.isEmpty() && !topic.getId().isEmpty()) {
        tell(
            Identity.newBuilder()
                .setTopic(TopicName.newBuilder().setId(topic.getId()).setName(name))
                .build(),
            out);
      }
    }
    for (Event event : batch.getEventsList()) {
      if (event.hasWorkloadDescribed()) {
        tell(workload(event.getWorkloadDescribed(), tables, agentBatch.getShiftNanos()), out);
      }
    }
  }

  private static Identity workload(WorkloadDescribed described, BatchView tables, long shift) {
    return Identity.newBuilder()
        .setWorkload(
            Workload.newBuilder()
                .setAddress(tables.string(described.getAddress()))
                .setNamespace(tables.string(described.getNamespace()))
                .setWorkload(tables.string(described.getWorkload()))
                .setValidFromNanos(shifted(described.getValidFromNanos(), shift))
                .setValidToNanos(shifted(described.getValidToNanos(), shift)))
        .build();
  }

  private static long shifted(long time, long shift) {
    return time == 0 ? 0 : time - shift;
  }

  private void tell(Identity identity, Collector<Identity> out) {
    if (told.add(identity)) {
      out.collect(identity);
    }
  }
}
