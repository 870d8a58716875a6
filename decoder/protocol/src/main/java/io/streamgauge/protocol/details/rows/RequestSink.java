package io.streamgauge.protocol.details.rows;

import io.streamgauge.protocol.details.wire.StringInterner;
import io.streamgauge.protocol.program.Cells;
import io.streamgauge.protocol.program.FieldSink;
import java.nio.ByteBuffer;

/**
 * Takes the fields of a partition api's request. Of the row at hand it notes the index, not the
 * row: a write of a reference for every partition would cost more than reading the partition.
 */
final class RequestSink implements FieldSink {
  private static final int NOT_NAMED = -2;

  private final PartitionSlot slot;
  private final StringInterner strings;
  private final PartitionSlot.Subject subject = new PartitionSlot.Subject();
  private final Cells cells;
  private int at = NOT_NAMED;

  RequestSink(PartitionSlot slot, StringInterner strings) {
    this.slot = slot;
    this.strings = strings;
    this.cells = new Cells(slot.scalars.cells);
  }

  void reset() {
    subject.reset();
    at = NOT_NAMED;
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
      case RowField.FORGOTTEN_PARTITION -> slot.add(slot.forgotten, subject, (int) value);
      case RowField.REPLICA_ID -> {
        slot.scalars.cells[PartitionScalars.REPLICA_ID] = value;
        slot.scalars.replicaRead = true;
      }
      default -> {}
    }
  }

  /** Where numbers are stored until a partition is named. */
  long[] target() {
    return at == NOT_NAMED ? slot.scalars.cells : row().cells;
  }

  /** A partition is named; returns where its numbers are stored. */
  long[] partition(int index) {
    at = slot.add(slot.requested, subject, index);
    return row().cells;
  }

  private Row row() {
    return slot.row(slot.requested, at);
  }

  /** The records of the partition that was named last, whole; length −1 for null. */
  void records(ByteBuffer buffer, int offset, int length) {
    slot.records().whole(row(), buffer, offset, length, false);
  }

  @Override
  public void onUuid(int field, long high, long low) {
    if (field == RowField.TOPIC_ID || field == RowField.FORGOTTEN_TOPIC_ID) {
      subject.topicId(high, low);
    }
  }

  @Override
  public void onString(int field, ByteBuffer buffer, int offset, int length, int wireLength) {
    String text = length < 0 ? null : strings.intern(buffer, offset, length);
    switch (field) {
      case RowField.TOPIC, RowField.FORGOTTEN_TOPIC -> subject.topic(text);
      case RowField.ROW_GROUP -> subject.group = text;
      case RowField.GROUP_ID -> slot.scalars.groupId = text;
      case RowField.MEMBER_ID -> slot.scalars.memberId = text;
      case RowField.TRANSACTIONAL_ID -> slot.scalars.transactionalId = text;
      default -> {}
    }
  }

  @Override
  public int onRegionStart(int field, int length) {
    return slot.records().begin(row(), length, false);
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
}
