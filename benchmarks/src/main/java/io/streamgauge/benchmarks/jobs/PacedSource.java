package io.streamgauge.benchmarks.jobs;

import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Another source, each batch of which is handed out when a clock reaches its agent's time. */
final class PacedSource<S extends SourceSplit, C>
    implements Source<EventBatch, S, C>, ResultTypeQueryable<EventBatch> {
  private static final long serialVersionUID = 1L;

  private final Source<EventBatch, S, C> source;
  private final Pace pace;

  PacedSource(Source<EventBatch, S, C> source, Pace pace) {
    this.source = source;
    this.pace = pace;
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public TypeInformation<EventBatch> getProducedType() {
    return ProtoTypeInfo.forMessage(EventBatch.class);
  }

  @Override
  public SourceReader<EventBatch, S> createReader(SourceReaderContext context) throws Exception {
    return new PacedReader<>(source.createReader(context), pace);
  }

  @Override
  public SplitEnumerator<S, C> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<S, C> restoreEnumerator(SplitEnumeratorContext<S> context, C state)
      throws Exception {
    return source.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<C> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }
}
