package io.streamgauge.benchmarks;

import io.streamgauge.protocol.program.FieldSink;
import io.streamgauge.protocol.program.Program;
import io.streamgauge.protocol.program.ProgramCursor;
import io.streamgauge.protocol.program.ProgramSet;
import io.streamgauge.protocol.program.Projection;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.SchemaCatalog;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The program cursor alone, without headers, matching or record sets: a FetchResponse of 821 KB in
 * 50 partitions, with the fields selected that the decoder selects.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CursorBenchmark {
  private static final short VERSION = 16;
  private static final int FETCH = 1;

  /** Bytes per segment; 0: the body in one piece. */
  @Param({"0", "65536", "1448"})
  public int segment;

  private final ProgramCursor cursor = new ProgramCursor();
  private final Sum sum = new Sum();
  private ByteBuffer body;
  private FrameBuffer frameBuffer;
  private Program program;
  private int piece;

  @Setup
  public void compile() {
    body = Traffic.fetchResponseBody();
    frameBuffer = new FrameBuffer(body.limit());
    piece = segment == 0 ? body.limit() : segment;
    SchemaCatalog catalog = SchemaCatalog.load();
    Projection.Builder projection = Projection.builder(catalog);
    String[] paths = {
      "ErrorCode",
      "SessionId",
      "Responses.TopicId",
      "Responses.Partitions.PartitionIndex",
      "Responses.Partitions.ErrorCode",
      "Responses.Partitions.HighWatermark",
      "Responses.Partitions.LastStableOffset",
      "Responses.Partitions.LogStartOffset",
      "Responses.Partitions.CurrentLeader.LeaderEpoch",
      "Responses.Partitions.Records"
    };
    for (int id = 0; id < paths.length; id++) {
      projection.select("FetchResponse", paths[id], id);
    }
    program =
        ProgramSet.compile(catalog, projection.build()).find(FETCH, VERSION, Direction.RESPONSE);
    streamgauge();
    if (cursor.state() != ProgramCursor.State.DONE || cursor.remaining() != 0) {
      throw new IllegalStateException(cursor.state() + ", " + cursor.remaining() + " bytes left");
    }
  }

  @Benchmark
  public long streamgauge() {
    cursor.begin(program, body.limit(), sum);
    for (int at = 0; at < body.limit(); at += piece) {
      cursor.feed(body, at, Math.min(piece, body.limit() - at));
    }
    return sum.total;
  }

  @Benchmark
  public FetchResponseData kafkaClients() {
    ByteBuffer whole = piece == body.limit() ? body.duplicate() : frameBuffer.copy(body, piece);
    return new FetchResponseData(new ByteBufferAccessor(whole), VERSION);
  }

  private static final class Sum implements FieldSink {
    private long total;

    @Override
    public void onValue(int field, long value) {
      total += value;
    }

    @Override
    public void onUuid(int field, long mostSignificant, long leastSignificant) {
      total += leastSignificant;
    }

    @Override
    public int onRegionStart(int field, int length) {
      total += length;
      return SKIP_REST;
    }
  }
}
