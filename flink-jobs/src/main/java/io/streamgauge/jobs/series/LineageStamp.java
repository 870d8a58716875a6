package io.streamgauge.jobs.series;

import io.streamgauge.events.v1.Result;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Stamps every result with the identity of the state it comes from. A job that starts without state
 * takes the identity it was built with; a restored one keeps that of its checkpoint. A job that
 * fails before its first checkpoint starts anew: its attempt number makes a new lineage, alike in
 * all subtasks because they restart together.
 */
public final class LineageStamp extends RichMapFunction<Result, Result>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /**
   * Who a state is.
   *
   * @param name unique
   * @param startedNanos since the epoch; of two lineages the larger is the newer
   */
  public record Identity(String name, long startedNanos) implements Serializable {
    String text() {
      return startedNanos + " " + name;
    }

    static Identity parse(String text) {
      int space = text.indexOf(' ');
      return new Identity(text.substring(space + 1), Long.parseLong(text.substring(0, space)));
    }
  }

  private final Identity candidate;
  private transient ListState<String> state;
  private transient Identity identity;

  public LineageStamp(Identity candidate) {
    this.candidate = candidate;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("lineage", Types.STRING));
    identity = null;
    for (String text : state.get()) {
      identity = Identity.parse(text);
    }
  }

  @Override
  public void open(OpenContext context) {
    if (identity == null) {
      int attempt = getRuntimeContext().getTaskInfo().getAttemptNumber();
      identity =
          attempt == 0
              ? candidate
              : new Identity(candidate.name() + "." + attempt, candidate.startedNanos() + attempt);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.update(List.of(identity.text()));
  }

  @Override
  public Result map(Result result) {
    return result.toBuilder()
        .setLineage(identity.name())
        .setLineageStartedNanos(identity.startedNanos())
        .build();
  }
}
