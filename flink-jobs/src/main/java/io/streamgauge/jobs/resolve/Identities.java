package io.streamgauge.jobs.resolve;

import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.WorkloadDescribed;
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

  /** What is still true is told again, so that bounded state knows what to keep. */
  private static final long RENEWAL_NANOS = 3_600_000_000_000L;

  private transient Recent<Identity> recent;

  @Override
  public void open(OpenContext context) {
    recent = new Recent<>(REMEMBERED);
  }

  @Override
  public void flatMap(AgentBatch agentBatch, Collector<Identity> out) {
    EventBatch batch = agentBatch.getBatch();
    EventBatchReader tables = new EventBatchReader(batch);
    long now = shifted(batch.getAgentTimeNanos(), agentBatch.getShiftNanos());
    for (int number = 1; number <= batch.getTopicsCount(); number++) {
      TopicRef topic = tables.topic(number).orElseThrow();
      if (topic.hasName() && topic.hasId()) {
        TopicName name =
            TopicName.newBuilder().setId(Names.idText(topic.id())).setName(topic.name()).build();
        tell(Identity.newBuilder().setTopic(name), now, out);
      }
    }
    for (Event event : tables.events()) {
      if (event.hasWorkloadDescribed()) {
        tell(workload(event.getWorkloadDescribed(), tables, agentBatch.getShiftNanos()), now, out);
      }
    }
  }

  private static Identity.Builder workload(
      WorkloadDescribed described, EventBatchReader tables, long shift) {
    return Identity.newBuilder()
        .setWorkload(
            Workload.newBuilder()
                .setAddress(tables.string(described.getAddress()))
                .setNamespace(tables.string(described.getNamespace()))
                .setWorkload(tables.string(described.getWorkload()))
                .setValidFromNanos(shifted(described.getValidFromNanos(), shift))
                .setValidToNanos(shifted(described.getValidToNanos(), shift)));
  }

  private static long shifted(long time, long shift) {
    return time == 0 ? 0 : time - shift;
  }

  private void tell(Identity.Builder identity, long now, Collector<Identity> out) {
    Identity told = identity.setToldNanos(now - Math.floorMod(now, RENEWAL_NANOS)).build();
    if (recent.add(told)) {
      out.collect(told);
    }
  }
}
