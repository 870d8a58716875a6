package io.streamgauge.jobs.bus;

import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A file of batches, read once from beginning to end in its order, whatever its size. */
public final class BatchFileSource
    implements Source<EventBatch, BatchFileSource.Split, Collection<BatchFileSource.Split>>,
        ResultTypeQueryable<EventBatch> {
  private static final long serialVersionUID = 1L;

  private final String file;

  public BatchFileSource(Path file) {
    this.file = file.toString();
  }

  /** The file from a batch on. */
  record Split(String file, long position)
      implements IteratorSourceSplit<EventBatch, BatchFiles.Reader> {
    @Override
    public String splitId() {
      return file;
    }

    @Override
    public BatchFiles.Reader getIterator() {
      try {
        return new BatchFiles.Reader(Path.of(file), position);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }

    @Override
    public Split getUpdatedSplitForIterator(BatchFiles.Reader iterator) {
      return new Split(file, iterator.position());
    }
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public TypeInformation<EventBatch> getProducedType() {
    return ProtoTypeInfo.forMessage(EventBatch.class);
  }

  @Override
  public SourceReader<EventBatch, Split> createReader(SourceReaderContext context) {
    return new IteratorSourceReader<>(context);
  }

  @Override
  public SplitEnumerator<Split, Collection<Split>> createEnumerator(
      SplitEnumeratorContext<Split> context) {
    return new IteratorSourceEnumerator<>(context, List.of(new Split(file, 0)));
  }

  @Override
  public SplitEnumerator<Split, Collection<Split>> restoreEnumerator(
      SplitEnumeratorContext<Split> context, Collection<Split> splits) {
    return new IteratorSourceEnumerator<>(context, splits);
  }

  @Override
  public SimpleVersionedSerializer<Split> getSplitSerializer() {
    return new SplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Collection<Split>> getEnumeratorCheckpointSerializer() {
    return new SplitsSerializer();
  }

  private static final class SplitSerializer implements SimpleVersionedSerializer<Split> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Split split) {
      return (split.position() + " " + split.file()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Split deserialize(int version, byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      int space = text.indexOf(' ');
      return new Split(text.substring(space + 1), Long.parseLong(text.substring(0, space)));
    }
  }

  /** There is one split; it is either still to be handed out or gone. */
  private static final class SplitsSerializer
      implements SimpleVersionedSerializer<Collection<Split>> {
    private final SplitSerializer one = new SplitSerializer();

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Collection<Split> splits) {
      return splits.isEmpty() ? new byte[0] : one.serialize(splits.iterator().next());
    }

    @Override
    public Collection<Split> deserialize(int version, byte[] bytes) {
      return bytes.length == 0 ? List.of() : List.of(one.deserialize(version, bytes));
    }
  }
}
