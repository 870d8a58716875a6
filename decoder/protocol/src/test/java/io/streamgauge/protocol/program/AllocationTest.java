package io.streamgauge.protocol.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.streamgauge.protocol.program.ProgramCursor.State;
import io.streamgauge.protocol.records.RecordBatch;
import io.streamgauge.protocol.records.RecordBatchListener;
import io.streamgauge.protocol.records.RecordBatchScanner;
import io.streamgauge.protocol.records.RecordScratch;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.MessageId;
import io.streamgauge.protocol.schema.MessageSchema;
import io.streamgauge.protocol.schema.SchemaCatalog;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationTest {
  private static final int WARM_UP = 3_000;
  private static final int MEASURED = 2_000;
  private static final int SEGMENT = 37;

  private static final SchemaCatalog CATALOG = SchemaCatalog.load();
  private static final Map<MessageId, Object> KAFKA_SCHEMAS = KafkaOracle.current().schemas();

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ProgramCursor cursor = new ProgramCursor();
  private final Consumer sink = new Consumer();

  @ParameterizedTest(name = "api {0} v{1} {2}")
  @CsvSource({
    "0, 9, REQUEST", "0, 9, RESPONSE", "1, 12, REQUEST", "1, 12, RESPONSE",
    "8, 8, REQUEST", "8, 8, RESPONSE", "12, 4, REQUEST", "12, 4, RESPONSE"
  })
  void nothingIsAllocatedOnceWarm(int apiKey, int version, Direction direction) {
    // Given
    MessageSchema schema = CATALOG.find(apiKey, version, direction);
    Projection projection = Projection.builder(CATALOG).selectAll(schema.name()).build();
    Program program = ProgramCompiler.compile(schema, version, projection.selected(schema));
    Object kafka = KAFKA_SCHEMAS.get(new MessageId(apiKey, version, direction));
    ByteBuffer bytes = KafkaOracle.current().random(kafka, new Random(3)).bytes();
    walk(program, bytes, WARM_UP);

    // When
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    walk(program, bytes, MEASURED);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;

    // Then: the measurement itself takes some bytes, once
    assertThat(allocated / MEASURED).isZero();
    assertThat(cursor.state()).isEqualTo(State.DONE);
    assertThat(sink.sum).isNotZero();
  }

  private void walk(Program program, ByteBuffer bytes, int times) {
    for (int i = 0; i < times; i++) {
      cursor.begin(program, bytes.limit(), sink);
      for (int at = 0; at < bytes.limit(); at += SEGMENT) {
        cursor.feed(bytes, at, Math.min(SEGMENT, bytes.limit() - at));
      }
    }
  }

  private static final class Consumer implements FieldSink, RecordBatchListener {
    private final RecordBatchScanner scanner = new RecordBatchScanner(new RecordScratch());
    private long sum;

    @Override
    public void onValue(int field, long value) {
      sum += value;
    }

    @Override
    public void onString(int field, ByteBuffer buffer, int offset, int length, int wireLength) {
      sum += wireLength;
    }

    @Override
    public int onRegionStart(int field, int length) {
      if (length >= 0) {
        scanner.begin(length, this);
      }
      return 0;
    }

    @Override
    public int onRegion(int field, ByteBuffer buffer, int offset, int length) {
      return scanner.feed(buffer, offset, length);
    }

    @Override
    public void onRegionEnd(int field) {
      scanner.end();
    }

    @Override
    public void onBatch(RecordBatch batch) {
      sum += batch.recordCount();
    }

    @Override
    public void onTruncated(int bytes) {
      sum += bytes;
    }
  }
}
