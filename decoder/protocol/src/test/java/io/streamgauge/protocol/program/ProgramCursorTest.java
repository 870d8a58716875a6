package io.streamgauge.protocol.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.program.ProgramCursor.State;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.SchemaCatalog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramCursorTest {
  private static final int PRODUCE = 0;
  private static final int METADATA = 3;
  private static final int API_VERSIONS = 18;
  private static final String HEAD =
      "0001" + "00000064" + "00000001" + "0001" + "74" + "00000001" + "00000007";

  private static final SchemaCatalog CATALOG = SchemaCatalog.load();
  private static final Map<String, Integer> FIELDS =
      Map.of(
          "Acks", 0,
          "TopicData.Name", 1,
          "TopicData.PartitionData", 2,
          "TopicData.PartitionData.Index", 3,
          "TopicData.PartitionData.Records", 4);
  private static final ProgramSet PROGRAMS = programs();

  private final ProgramCursor cursor = new ProgramCursor();
  private final EventLog log = new EventLog(FIELDS);

  private static ProgramSet programs() {
    Projection.Builder builder =
        Projection.builder(CATALOG).select("MetadataRequest", "Topics.Name", 1);
    FIELDS.forEach((path, id) -> builder.select("ProduceRequest", path, id));
    return ProgramSet.compile(CATALOG, builder.build());
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource({
    "0, 0, 0001 00000064 7fffffff, LENGTH_BEYOND_END",
    "0, 0, 0001 00000064 00000001 7fff, LENGTH_BEYOND_END",
    "0, 0, 0001 00000064 fffffffe, NEGATIVE_LENGTH",
    "0, 0, 0001 00000064 ffffffff, UNEXPECTED_NULL",
    "0, 9, 00 0001 00000064 8080808010, OVERLONG_VARINT",
    "0, 9, 00 0001 00000064 ffffffff8f, OVERLONG_VARINT",
    "0, 9, 00 0001 00000064 01 ffffffff0f, LENGTH_BEYOND_END",
    "0, 9, 00 0001 00000064 01 01 00 7f, LENGTH_BEYOND_END",
    "0, 0, 0001 00, FRAME_TOO_SHORT",
    "0, 0, '', FRAME_TOO_SHORT"
  })
  void namesWhatIsWrongWithAMessage(int key, int version, String hex, Malformation why) {
    for (int piece : new int[] {1, 3, 100}) {
      // When
      ByteBuffer bytes = hex(hex);
      feed(PROGRAMS.find(key, version, Direction.REQUEST), bytes, bytes.limit(), piece);

      // Then
      assertThat(cursor.state()).isEqualTo(State.MALFORMED);
      assertThat(cursor.malformation()).isEqualTo(why);
      assertThat(cursor.position()).isLessThanOrEqualTo(bytes.limit());
      assertThat(cursor.feed(bytes, 0, bytes.limit())).isZero();
      assertThat(cursor.skipGap(1)).isFalse();
    }
  }

  @Test
  void anEmptyBodyIsDoneBeforeAnyByteComes() {
    cursor.begin(PROGRAMS.find(API_VERSIONS, 0, Direction.REQUEST), 0, log);
    assertThat(cursor.state()).isEqualTo(State.DONE);
    assertThat(cursor.remaining()).isZero();
  }

  @Test
  void bytesAfterTheMessageStayInTheFrame() {
    cursor.begin(PROGRAMS.find(API_VERSIONS, 0, Direction.REQUEST), 5, log);
    assertThat(cursor.feed(hex("0102030405"), 0, 5)).isZero();
    assertThat(cursor.remaining()).isEqualTo(5);
  }

  @Test
  void aNullArrayAndAnEmptyOneDiffer() {
    feed(PROGRAMS.find(METADATA, 1, Direction.REQUEST), hex("ffffffff"), 4, 1);
    assertThat(cursor.state()).isEqualTo(State.DONE);
    feed(PROGRAMS.find(METADATA, 1, Direction.REQUEST), hex("00000000"), 4, 4);
    assertThat(cursor.state()).isEqualTo(State.DONE);
  }

  @Test
  void aGapAmongSkippedBytesCostsNothing() {
    // Given a sink that wants no record bytes
    FieldSink sink = new FieldSink() {};
    ByteBuffer head = hex(HEAD + "00001000");
    cursor.begin(PROGRAMS.find(PRODUCE, 0, Direction.REQUEST), head.limit() + 4096L, sink);

    // When
    cursor.feed(head, 0, head.limit());
    assertThat(cursor.skippable()).isEqualTo(4096);
    boolean alive = cursor.skipGap(4000) && cursor.skipGap(96);

    // Then
    assertThat(alive).isTrue();
    assertThat(cursor.state()).isEqualTo(State.DONE);
    assertThat(cursor.remaining()).isZero();
  }

  @Test
  void aGapInARegionLosesTheRegionOnly() {
    // Given two topics, of which the first one's records lose three bytes
    ByteBuffer head =
        hex(
            "0001"
                + "00000064"
                + "00000002"
                + "0001"
                + "74"
                + "00000001"
                + "00000007"
                + "00000005"
                + "aa");
    ByteBuffer rest = hex("bb" + "0001" + "75" + "00000001" + "00000008" + "00000000");
    cursor.begin(
        PROGRAMS.find(PRODUCE, 0, Direction.REQUEST), head.limit() + 3L + rest.limit(), log);

    // When
    cursor.feed(head, 0, head.limit());
    boolean alive = cursor.skipGap(3);
    cursor.feed(rest, 0, rest.limit());

    // Then
    assertThat(alive).isTrue();
    assertThat(cursor.state()).isEqualTo(State.DONE);
    assertThat(log.events())
        .contains(
            "topicdata.partitiondata.records gap before 4", "topicdata.partitiondata.index = 8");
  }

  @ParameterizedTest
  @CsvSource({"0, 2, -", "1, 1, -", "2, 3, 02/3;", "2, 7, 02/7;", "1, 8, 02/7;"})
  void bytesWithinARegionMayTakeTheShortWay(int passed, int length, String offered) {
    // Given a sink that does not want the first two of a region's ten bytes
    StringBuilder taken = new StringBuilder();
    ByteBuffer bytes = hex(HEAD + "0000000a" + "00010203040506070809");
    int region = bytes.limit() - 10;
    beginSkippingTwo(bytes, region, taken);

    // When
    boolean done = cursor.feedRegion(passed, bytes, region + passed, length);

    // Then
    assertThat(done).isTrue();
    assertThat(taken).hasToString(offered.replace("-", ""));
    assertThat(cursor.position()).isEqualTo(region + passed + length);
    int rest = region + passed + length;
    cursor.feed(bytes, rest, bytes.limit() - rest);
    assertThat(cursor.state()).isEqualTo(State.DONE);
  }

  @Test
  void theShortWayEndsBeforeARegionDoes() {
    // Given
    StringBuilder taken = new StringBuilder();
    ByteBuffer bytes = hex(HEAD + "0000000a" + "00010203040506070809");
    int region = bytes.limit() - 10;
    beginSkippingTwo(bytes, region - 1, taken);

    // When
    boolean before = cursor.feedRegion(0, bytes, region - 1, 1);
    cursor.feed(bytes, region - 1, 1);
    boolean toTheEnd = cursor.feedRegion(2, bytes, region + 2, 8);
    cursor.feed(bytes, region, 10);
    boolean behind = cursor.feedRegion(0, bytes, 0, 1);

    // Then nothing was done but what was fed
    assertThat(List.of(before, toTheEnd, behind)).containsOnly(false);
    assertThat(taken).hasToString("02/8;");
    assertThat(cursor.state()).isEqualTo(State.DONE);
    assertThat(cursor.remaining()).isZero();
  }

  /** Feeds the first {@code fed} bytes; of its region the sink does not want two, then notes. */
  private void beginSkippingTwo(ByteBuffer bytes, int fed, StringBuilder taken) {
    FieldSink sink =
        new FieldSink() {
          @Override
          public int onRegionStart(int field, int length) {
            return 2;
          }

          @Override
          public int onRegion(int field, ByteBuffer buffer, int offset, int length) {
            String first = HexFormat.of().toHexDigits(buffer.get(offset));
            taken.append(first).append('/').append(length).append(';');
            return 0;
          }
        };
    cursor.begin(PROGRAMS.find(PRODUCE, 0, Direction.REQUEST), bytes.limit(), sink);
    cursor.feed(bytes, 0, fed);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 4", "6, 1", "10, 2", "12, 3"})
  void aGapInWhatMustBeReadBreaksTheMessage(int before, int lost) {
    ByteBuffer head = hex(HEAD);
    cursor.begin(PROGRAMS.find(PRODUCE, 0, Direction.REQUEST), 1000, log);
    cursor.feed(head, 0, before);
    boolean skipsTimeoutOnly = before == 2 && lost == 4;
    assertThat(cursor.skipGap(lost)).isEqualTo(skipsTimeoutOnly);
    assertThat(cursor.state()).isEqualTo(skipsTimeoutOnly ? State.NEEDS_MORE : State.BROKEN);
  }

  @Test
  void aRegionIsOfferedOnlyWhereTheSinkWantsIt() {
    // Given
    StringBuilder offered = new StringBuilder();
    FieldSink sink =
        new FieldSink() {
          @Override
          public int onRegionStart(int field, int length) {
            offered.append(length).append(':');
            return 2;
          }

          @Override
          public int onRegion(int field, ByteBuffer buffer, int offset, int length) {
            offered
                .append(HexFormat.of().toHexDigits(buffer.get(offset)))
                .append('/')
                .append(length)
                .append(' ');
            return 3;
          }

          @Override
          public void onRegionEnd(int field) {
            offered.append("end");
          }
        };
    ByteBuffer bytes = hex(HEAD + "0000000a" + "00010203040506070809");

    // When
    cursor.begin(PROGRAMS.find(PRODUCE, 0, Direction.REQUEST), bytes.limit(), sink);
    feedOn(bytes, 1);

    // Then
    assertThat(cursor.state()).isEqualTo(State.DONE);
    assertThat(offered).hasToString("10:02/1 06/1 end");
  }

  @Test
  void longStringsAreCutTheSameWayInOnePieceOrMany() {
    String name = "n".repeat(3000);
    String hex =
        "00000001" + "0bb8" + HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
    for (int piece : new int[] {7, 5000}) {
      EventLog names = new EventLog(Map.of("Topics.Name", 1));
      ByteBuffer bytes = hex(hex);
      cursor.begin(PROGRAMS.find(METADATA, 1, Direction.REQUEST), bytes.limit(), names);
      feedOn(bytes, piece);
      assertThat(names.events())
          .isEqualTo(
              List.of(EventLog.string("Topics.Name", name.getBytes(StandardCharsets.UTF_8), 3000)));
    }
  }

  @Test
  void embeddedMessagesNameTheirOwnVersion() {
    // Given an assignment of a version from the future
    ProgramSet programs =
        ProgramSet.compile(
            CATALOG,
            Projection.builder(CATALOG)
                .select("ConsumerProtocolAssignment", "AssignedPartitions.Topic", 0)
                .select("ConsumerProtocolAssignment", "AssignedPartitions.Partitions", 1)
                .build());
    EventLog assignment = new EventLog(Map.of("topic", 0, "partitions", 1));
    EmbeddedCursor embedded = new EmbeddedCursor(programs, "ConsumerProtocolAssignment");
    ByteBuffer bytes =
        hex(
            "0009"
                + "00000001"
                + "0001"
                + "74"
                + "00000002"
                + "00000003"
                + "00000004"
                + "ffffffff"
                + "ffff");

    // When
    embedded.begin(bytes.limit(), assignment);
    for (int i = 0; i < bytes.limit(); i++) {
      embedded.feed(bytes, i, 1);
    }

    // Then
    assertThat(embedded.state()).isEqualTo(State.DONE);
    assertThat(embedded.version()).isEqualTo(9);
    assertThat(assignment.events())
        .containsExactly(
            EventLog.string("topic", "t".getBytes(StandardCharsets.UTF_8), 1),
            "partitions array of 2",
            "partitions = 3",
            "partitions = 4",
            "partitions array end");
  }

  @Test
  void anEmbeddedMessageWithANegativeVersionIsMalformed() {
    EmbeddedCursor embedded = new EmbeddedCursor(PROGRAMS, "ConsumerProtocolSubscription");
    embedded.begin(2, log);
    assertThat(embedded.state()).isEqualTo(State.NEEDS_MORE);
    embedded.feed(hex("ffff"), 0, 2);
    assertThat(embedded.state()).isEqualTo(State.MALFORMED);
  }

  private void feed(Program program, ByteBuffer bytes, int frame, int piece) {
    cursor.begin(program, frame, log);
    feedOn(bytes, piece);
  }

  private void feedOn(ByteBuffer bytes, int piece) {
    int at = 0;
    while (cursor.state() == State.NEEDS_MORE && at < bytes.limit()) {
      at += cursor.feed(bytes, at, Math.min(piece, bytes.limit() - at));
    }
  }

  private static ByteBuffer hex(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
