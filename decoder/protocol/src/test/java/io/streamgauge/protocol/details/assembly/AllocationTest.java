package io.streamgauge.protocol.details.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.program.Program;
import io.streamgauge.protocol.program.ProgramCursor;
import io.streamgauge.protocol.schema.Direction;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The partition apis allocate nothing once warm. */
class AllocationTest {
  private static final int WARM_UP = 3_000;
  private static final int MEASURED = 3_000;
  private static final String NAMED =
      "name:'orders',topic:'orders',topicId:'AAAAAAAAAAEAAAAAAAAAAg'";

  private final Walk walk = new Walk();
  private final ProgramCursor cursor = new ProgramCursor();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long sum;

  @ParameterizedTest
  @CsvSource({"0,9", "0,13", "1,11", "1,17", "2,7", "8,8", "9,8", "28,3", "78,1"})
  void walkingAnExchangeAllocatesNothing(int apiKey, int version) {
    // Given
    String records = records();
    ByteBuffer request = direct(Walk.KAFKA.request(apiKey, version, request(records)));
    ByteBuffer response = direct(Walk.KAFKA.response(apiKey, version, response(records)));
    Program asks = Walk.PROGRAMS.programs().find(apiKey, version, Direction.REQUEST);
    Program answers = Walk.PROGRAMS.programs().find(apiKey, version, Direction.RESPONSE);
    for (int i = 0; i < WARM_UP; i++) {
      exchange(apiKey, version, asks, request, answers, response);
    }

    // When
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < MEASURED; i++) {
      exchange(apiKey, version, asks, request, answers, response);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // Then: the measurement itself, and a compiler that is still at work, take some bytes
    assertThat(allocated / MEASURED).isZero();
    assertThat(sum).isNotZero();
  }

  private void exchange(
      int apiKey, int version, Program asks, ByteBuffer asked, Program answers, ByteBuffer answer) {
    PendingDetails pending = walk.assembler.acquire(apiKey, version);
    feed(asks, asked, walk.assembler.requestSink(pending));
    feed(answers, answer, walk.assembler.responseSink(pending));
    PartitionDetails details = (PartitionDetails) walk.assembler.details(pending);
    for (int i = 0; i < details.size(); i++) {
      sum += details.row(i).partition() + walk.assembler.errorCode(pending) + 1;
    }
    walk.assembler.release(pending);
  }

  /** In segments that cut fields apart. */
  private void feed(
      Program program, ByteBuffer body, io.streamgauge.protocol.program.FieldSink sink) {
    cursor.begin(program, body.capacity(), sink);
    for (int at = 0; at < body.capacity(); ) {
      at += cursor.feed(body, at, Math.min(37, body.capacity() - at));
    }
  }

  private static String request(String records) {
    String topics =
        "topics:[{"
            + NAMED
            + ",partitionIndexes:[1,2],partitions:["
            + "{partition:1,partitionIndex:1},{partition:2,partitionIndex:2}]}]";
    return "{transactionalId:'tx',groupId:'g',memberId:'m',"
        + topics
        + ",groups:[{groupId:'g',memberId:'m',"
        + topics
        + "}]"
        + ",topicData:[{"
        + NAMED
        + ",partitionData:[{index:1,records:'"
        + records
        + "'},{index:2,records:'"
        + records
        + "'}]}]}";
  }

  private static String response(String records) {
    String topics =
        "[{"
            + NAMED
            + ",partitions:["
            + partition(2, records)
            + ","
            + partition(1, records)
            + "],partitionResponses:[{index:2},{index:1}]}]";
    return "{topics:"
        + topics
        + ",responses:"
        + topics
        + ",groups:[{groupId:'g',topics:"
        + topics
        + "}]}";
  }

  private static String partition(int index, String records) {
    return "{partitionIndex:" + index + ",records:'" + records + "'}";
  }

  private static String records() {
    ByteBuffer records =
        MemoryRecords.withRecords(
                Compression.NONE,
                new SimpleRecord(1L, new byte[100]),
                new SimpleRecord(2L, new byte[100]))
            .buffer();
    byte[] bytes = new byte[records.remaining()];
    records.get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
  }
}
