package io.streamgauge.benchmarks.jobs;

import io.streamgauge.events.v1.EventBatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/** Holds each batch of another reader back until it is due; never blocks the task meanwhile. */
@SuppressWarnings("try") // Flink closes readers, and its interface throws any exception.
final class PacedReader<S extends SourceSplit> implements SourceReader<EventBatch, S> {
  private final SourceReader<EventBatch, S> reader;
  private final Pace pace;
  private final Ahead ahead = new Ahead();

  PacedReader(SourceReader<EventBatch, S> reader, Pace pace) {
    this.reader = reader;
    this.pace = pace;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<EventBatch> output) throws Exception {
    if (ahead.batch == null) {
      InputStatus status = reader.pollNext(ahead);
      if (ahead.batch == null) {
        return status;
      }
    }
    if (millisUntilDue() > 0) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    output.collect(ahead.batch);
    ahead.batch = null;
    return InputStatus.MORE_AVAILABLE;
  }

  private long millisUntilDue() {
    return pace.wallMillis(ahead.batch.getAgentTimeNanos()) - System.currentTimeMillis();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (ahead.batch == null) {
      return reader.isAvailable();
    }
    long wait = Math.max(0, millisUntilDue());
    return CompletableFuture.runAsync(
        () -> {}, CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS));
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public List<S> snapshotState(long checkpointId) {
    return reader.snapshotState(checkpointId);
  }

  @Override
  public void addSplits(List<S> splits) {
    reader.addSplits(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void close() throws Exception {
    reader.close();
  }

  /** Takes the one batch that was asked for. */
  private static final class Ahead implements ReaderOutput<EventBatch> {
    private EventBatch batch;

    @Override
    public void collect(EventBatch record) {
      batch = record;
    }

    @Override
    public void collect(EventBatch record, long timestamp) {
      batch = record;
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      // Event time begins behind the source.
    }

    @Override
    public void markIdle() {
      // Nothing waits for this source.
    }

    @Override
    public void markActive() {
      // See markIdle.
    }

    @Override
    public SourceOutput<EventBatch> createOutputForSplit(String split) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {
      // One split, which ends with the source.
    }
  }
}
