package io.streamgauge.protocol.details.rows;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.wire.StringInterner;
import io.streamgauge.protocol.program.FieldSink;
import java.nio.ByteBuffer;

/** Takes the fields of a partition api's response. */
final class ResponseSink implements FieldSink {
  /** Bounds what a response of many failed groups can cost. */
  private static final int MAX_GROUP_ERROR_VISITS = 1 << 20;

  private final PartitionSlot slot;
  private final StringInterner strings;
  private final PartitionSlot.Subject subject = new PartitionSlot.Subject();
  private Row row;
  private long acquiredFirst;
  private int groupErrorVisits;

  ResponseSink(PartitionSlot slot, StringInterner strings) {
    this.slot = slot;
    this.strings = strings;
    this.row = slot.nobody();
  }

  void reset() {
    subject.reset();
    row = slot.nobody();
    groupErrorVisits = 0;
  }

  @Override
  public void onValue(int field, long value) {
    switch (field) {
      case RowField.PARTITION -> row = answer((int) value);
      case RowField.ROW_ERROR -> rowError(value);
      case RowField.BASE_OFFSET -> baseOffset(value);
      case RowField.HIGH_WATERMARK -> row.highWatermark = value;
      case RowField.LAST_STABLE_OFFSET -> row.lastStableOffset = value;
      case RowField.LOG_START_OFFSET -> row.logStartOffset = value;
      case RowField.COMMITTED_OFFSET -> row.committedOffset = value;
      case RowField.OFFSET -> row.offset = value;
      case RowField.LEADER_EPOCH -> row.leaderEpoch = value;
      case RowField.OLD_STYLE_OFFSET -> row.offset = row.offset == Row.NONE ? value : row.offset;
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
    return slot.records().begin(row, length, true);
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

  private Row answer(int partition) {
    Row asked = slot.find(subject, partition);
    if (!slot.isFetch()) {
      return asked != null ? asked : slot.add(slot.requested, subject, partition);
    }
    Row answer = slot.add(slot.answered, subject, partition);
    if (asked != null) {
      answer.fetchOffset = asked.fetchOffset;
      answer.leaderEpoch = asked.leaderEpoch;
    }
    return answer;
  }

  private void rowError(long code) {
    row.errorCode = (int) code;
    slot.tally.nestedError(code);
  }

  private void baseOffset(long offset) {
    row.baseOffset = offset;
    if (offset >= 0 && row.records != Row.NONE) {
      row.nextOffset = offset + row.records;
    }
  }

  private void acquired(long last) {
    row.acquiredRecords = Math.max(0, row.acquiredRecords) + Math.max(0, last - acquiredFirst + 1);
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
