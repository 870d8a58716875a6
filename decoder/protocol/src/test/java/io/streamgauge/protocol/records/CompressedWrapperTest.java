package io.streamgauge.protocol.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Compressed message sets that Kafka's own producer never writes, though others may. */
class CompressedWrapperTest {
  private static final int GZIP = 1;
  private static final int LZ4 = 3;
  private static final int MESSAGE = 40;

  /** Behind offset, size, CRC and magic. */
  private static final int ATTRIBUTES = 17;

  private final RecordScratch scratch = new RecordScratch();

  @Test
  void countsTheMessagesOfAllGzipMembers() throws IOException {
    // Given three messages, one to a member
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int offset = 0; offset < 3; offset++) {
      members.write(gzip(message(offset)));
    }

    // When
    List<Integer> counts = counts(GZIP, members.toByteArray());

    // Then
    assertThat(counts).containsExactly(3);
  }

  @Test
  void countsAMessageThatTwoGzipMembersShare() throws IOException {
    // Given
    byte[] message = message(0);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip(message, 0, 17));
    members.write(gzip(message, 17, MESSAGE));

    // When
    List<Integer> counts = counts(GZIP, members.toByteArray());

    // Then
    assertThat(counts).containsExactly(1);
  }

  @Test
  void ignoresWhatFollowsTheLastGzipMember() throws IOException {
    // Given
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(gzip(message(0)));
    value.write(new byte[30]);

    // When
    List<Integer> counts = counts(GZIP, value.toByteArray());

    // Then
    assertThat(counts).containsExactly(1);
  }

  @Test
  void doesNotCountASetWhoseLastGzipMemberIsCut() throws IOException {
    // Given
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(gzip(message(0)));
    byte[] last = gzip(message(1));
    value.write(last, 0, last.length - 14);

    // When
    List<Integer> counts = counts(GZIP, value.toByteArray());

    // Then
    assertThat(counts).containsExactly(RecordBatch.NOT_COUNTABLE);
    assertThat(scratch.notCountable()).isEqualTo(1);
  }

  /**
   * Brokers refuse such a set too; a count that leaves out what cannot be opened would be wrong.
   */
  @Test
  void doesNotCountLz4BlocksThatReferToEarlierOnes() {
    // Given a stored block of one message, and one that repeats it from the history
    ByteBuffer frame = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(0x184D2204).put((byte) 0x40).put((byte) 0x40).put((byte) 0);
    frame.putInt(0x8000_0000 | MESSAGE).put(message(0));
    int copied = MESSAGE - 5;
    frame.putInt(10).put((byte) 0x0f).putShort((short) MESSAGE).put((byte) (copied - 19));
    frame.put((byte) 0x50).put(new byte[5]);
    frame.putInt(0);

    // When
    List<Integer> counts = counts(LZ4, bytes(frame));

    // Then
    assertThat(counts).containsExactly(RecordBatch.NOT_COUNTABLE);
    assertThat(scratch.notCountable()).isEqualTo(1);
  }

  @Test
  void countsLz4BlocksThatShareAMessageButNoHistory() {
    // Given
    ByteBuffer frame = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(0x184D2204).put((byte) 0x40).put((byte) 0x40).put((byte) 0);
    frame.putInt(0x8000_0000 | 17).put(message(0), 0, 17);
    frame.putInt(0x8000_0000 | (MESSAGE - 17)).put(message(0), 17, MESSAGE - 17);
    frame.putInt(0);

    // When
    List<Integer> counts = counts(LZ4, bytes(frame));

    // Then
    assertThat(counts).containsExactly(1);
  }

  @Test
  void doesNotCountASetWhoseMessagesAreSetsThemselves() throws IOException {
    // Given a message, and one that says that it is compressed
    byte[] plain = message(0);
    byte[] nested = message(1);
    nested[ATTRIBUTES] = GZIP;
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(plain);
    both.write(nested);

    // When
    List<Integer> counts = counts(GZIP, gzip(both.toByteArray()));

    // Then
    assertThat(counts).containsExactly(RecordBatch.NOT_COUNTABLE);
    assertThat(scratch.notCountable()).isEqualTo(1);
  }

  private static byte[] bytes(ByteBuffer frame) {
    byte[] bytes = new byte[frame.flip().remaining()];
    frame.get(bytes);
    return bytes;
  }

  private static byte[] message(long offset) {
    return ByteBuffer.allocate(MESSAGE).putLong(offset).putInt(MESSAGE - 12).array();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    return gzip(content, 0, content.length);
  }

  private static byte[] gzip(byte[] content, int from, int to) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content, from, to - from);
    }
    return bytes.toByteArray();
  }

  private List<Integer> counts(int codec, byte[] value) {
    ByteBuffer region = ByteBuffer.allocate(34 + value.length);
    region.putLong(2).putInt(22 + value.length).putInt(0).put((byte) 1).put((byte) codec);
    region.putLong(123).putInt(-1).putInt(value.length).put(value).flip();
    List<Integer> counts = new ArrayList<>();
    RecordBatchScanner scanner = new RecordBatchScanner(scratch);
    scanner.begin(
        region.limit(),
        new RecordBatchListener() {
          @Override
          public void onBatch(RecordBatch batch) {
            counts.add(batch.recordCount());
          }

          @Override
          public void onTruncated(int bytes) {}

          @Override
          public void onUnreadable(Reason reason, int bytes) {}
        });
    scanner.feed(region, 0, region.limit());
    scanner.end();
    return counts;
  }
}
