package io.streamgauge.protocol.details.rows;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.wire.StringInterner;
import io.streamgauge.protocol.program.Cells;
import io.streamgauge.protocol.program.FieldSink;
import java.nio.ByteBuffer;

/**
 * Takes the fields of a partition api's response. Of the row at hand it notes the index, as {@link
 * RequestSink} does.
 */
final class ResponseSink implements FieldSink {
  /** Bounds what a response of many failed groups can cost. */
  private static final int MAX_GROUP_ERROR_VISITS = 1 << 20;

  private final PartitionSlot slot;
  private final StringInterner strings;
  private final PartitionSlot.Subject subject = new PartitionSlot.Subject();
  private final Cells cells;
  private int at = -1;
  private long acquiredFirst;
  private int groupErrorVisits;

  ResponseSink(PartitionSlot slot, StringInterner strings) {
    this.slot = slot;
    this.strings = strings;
    this.cells = new Cells(row().cells);
  }

  void reset() {
    subject.reset();
    at = -1;
    groupErrorVisits = 0;
  }

  @Override
  public Cells cells() {
    cells.pointAt(target());
    return cells;
  }

  @Override
  public void onValue(int field, long value) {
    switch (field) {
      case RowField.PARTITION -> cells.pointAt(partition((int) value));
      case RowField.ROW_ERROR -> rowError(value);
      case RowField.OLD_STYLE_OFFSET -> oldStyleOffset(value);
      case RowField.SESSION_ID -> slot.scalars.answeredSessionId = (int) value;
      case RowField.ACQUIRED_FIRST -> acquiredFirst = value;
      case RowField.ACQUIRED_LAST -> acquired(value);
      case RowField.TOP_ERROR -> slot.tally.topError(value);
      case RowField.ACKNOWLEDGE_ERROR -> slot.tally.nestedError(value);
      case RowField.ROW_GROUP_ERROR -> groupError((int) value);
      case RowField.THROTTLE -> slot.tally.throttleMillis(value);
      default -> {}
    }
  }

  /** Where numbers are stored until a partition is named. */
  long[] target() {
    return row().cells;
  }

  /** A partition is named; returns where its numbers are stored. */
  long[] partition(int index) {
    at = answer(index);
    return row().cells;
  }

  private Row row() {
    return slot.row(slot.answers(), at);
  }

  /** The records of the partition that was named last, whole; length −1 for null. */
  void records(ByteBuffer buffer, int offset, int length) {
    slot.records().whole(row(), buffer, offset, length, true);
  }

  @Override
  public void onUuid(int field, long high, long low) {
    if (field == RowField.TOPIC_ID) {
      subject.topicId(high, low);
    }
  }

  @Override
  public void onString(int field, ByteBuffer buffer, int offset, int length, int wireLength) {
    String text = length < 0 ? null : strings.intern(buffer, offset, length);
    switch (field) {
      case RowField.TOPIC -> subject.topic(text);
      case RowField.ROW_GROUP -> subject.group = text;
      default -> {}
    }
  }

  @Override
  public int onRegionStart(int field, int length) {
    return slot.records().begin(row(), length, true);
  }

  @Override
  public int onRegion(int field, ByteBuffer buffer, int offset, int length) {
    return slot.records().feed(buffer, offset, length);
  }

  @Override
  public void onRegionGap(int field, int remaining) {
    slot.records().gap();
  }

  @Override
  public void onRegionEnd(int field) {
    slot.records().end();
  }

  private int answer(int partition) {
    int asked = slot.find(subject, partition);
    if (!slot.isFetch()) {
      return asked >= 0 ? asked : slot.add(slot.requested, subject, partition);
    }
    int answer = slot.add(slot.answered, subject, partition);
    if (asked >= 0) {
      Row request = slot.requested.get(asked);
      long[] told = slot.row(slot.answered, answer).cells;
      told[RowCell.FETCH_OFFSET] = request.fetchOffset();
      told[RowCell.LEADER_EPOCH] = request.leaderEpoch();
    }
    return answer;
  }

  private void rowError(long code) {
    row().errorCode = (int) code;
    slot.tally.nestedError(code);
  }

  private void oldStyleOffset(long offset) {
    Row row = row();
    if (row.offset() == Row.NONE) {
      row.cells[RowCell.OFFSET] = offset;
    }
  }

  private void acquired(long last) {
    Row row = row();
    long before = Math.max(0, row.acquiredRecords());
    row.cells[RowCell.ACQUIRED_RECORDS] = before + Math.max(0, last - acquiredFirst + 1);
  }

  /** A group's error answers its partitions, of which the response then names none. */
  private void groupError(int code) {
    slot.tally.nestedError(code);
    if (code == 0 || groupErrorVisits > MAX_GROUP_ERROR_VISITS) {
      return;
    }
    groupErrorVisits += slot.requested.size();
    for (int i = 0; i < slot.requested.size(); i++) {
      Row asked = slot.requested.get(i);
      if (asked.errorCode == Details.NO_ERROR_CODE
          && asked.groupId != null
          && asked.groupId.equals(subject.group)) {
        asked.errorCode = code;
      }
    }
  }
}
