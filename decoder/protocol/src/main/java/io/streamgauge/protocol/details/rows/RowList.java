package io.streamgauge.protocol.details.rows;

import java.util.Arrays;

/** The rows of one exchange, with a lookup by partition that expects the order they were added. */
final class RowList {
  private static final int KEPT_CAPACITY = 1024;
  private static final int LINEAR = 8;

  /** The first rows stay noted: the next exchange most likely gets them again. */
  private static final int KEPT_ROWS = 8;

  /** Bounds what names that were made to collide can cost. */
  private static final int MAX_PROBES = 64;

  private final RowPool pool;
  private Row[] rows = new Row[4];
  private int size;
  private int expected;
  private int[] index = {};
  private int indexed;

  RowList(RowPool pool) {
    this.pool = pool;
  }

  int size() {
    return size;
  }

  Row get(int at) {
    if (at >= size) {
      throw new IndexOutOfBoundsException(at);
    }
    return rows[at];
  }

  /**
   * A new row, to be named; null if the pool refuses it.
   *
   * @param held rows of the exchange in all its lists
   */
  @SuppressWarnings("ReferenceEquality") // it is about this row, not about one like it
  Row add(int held) {
    Row row = pool.borrow(held);
    if (row == null) {
      return null;
    }
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, size * 2);
    }
    if (rows[size] != row) {
      rows[size] = row;
    }
    size++;
    return row;
  }

  /** Where the row of a partition is, or −1. Answers mostly come in the order of the request. */
  int find(String group, String topic, long idHigh, long idLow, int partition) {
    if (expected < size && rows[expected].names(group, topic, idHigh, idLow, partition)) {
      return expected++;
    }
    int at =
        size <= LINEAR
            ? scan(group, topic, idHigh, idLow, partition)
            : probe(group, topic, idHigh, idLow, partition);
    if (at >= 0) {
      expected = at + 1;
    }
    return at;
  }

  void clear() {
    if (size == 0) {
      return;
    }
    // the last first, so that the next exchange gets the same rows in the same order
    for (int i = size - 1; i >= 0; i--) {
      pool.giveBack(rows[i]);
      if (i >= KEPT_ROWS) {
        rows[i] = null;
      }
    }
    if (rows.length > KEPT_CAPACITY) {
      rows = new Row[KEPT_CAPACITY];
      index = new int[0];
    }
    size = 0;
    expected = 0;
    indexed = 0;
  }

  /** Detached copies of the rows. */
  RowList copy() {
    RowList copy = new RowList(pool);
    copy.rows = new Row[Math.max(1, size)];
    for (int i = 0; i < size; i++) {
      copy.rows[i] = new Row().copyOf(rows[i]);
    }
    copy.size = size;
    return copy;
  }

  private int scan(String group, String topic, long idHigh, long idLow, int partition) {
    for (int i = 0; i < size; i++) {
      if (rows[i].names(group, topic, idHigh, idLow, partition)) {
        return i;
      }
    }
    return -1;
  }

  /** Open addressing over all rows; entries are index + 1, 0 is free. Never more than half full. */
  private int probe(String group, String topic, long idHigh, long idLow, int partition) {
    if (indexed == 0) {
      clearIndex();
    }
    for (; indexed < size; indexed++) {
      if (indexed * 2 >= index.length) {
        clearIndex();
      }
      insert(indexed);
    }
    int mask = index.length - 1;
    int slot = hash(group, topic, idHigh, idLow, partition) & mask;
    for (int i = 0; i < MAX_PROBES && index[slot] != 0; i++, slot = (slot + 1) & mask) {
      if (rows[index[slot] - 1].names(group, topic, idHigh, idLow, partition)) {
        return index[slot] - 1;
      }
    }
    return -1;
  }

  private void clearIndex() {
    int wanted = Integer.highestOneBit(size) * 4;
    if (index.length < wanted) {
      index = new int[wanted];
    } else {
      Arrays.fill(index, 0);
    }
    indexed = 0;
  }

  private void insert(int at) {
    Row row = rows[at];
    int mask = index.length - 1;
    int slot = hash(row.groupId, row.topic, row.topicIdHigh, row.topicIdLow, row.partition) & mask;
    for (int i = 0; i < MAX_PROBES; i++, slot = (slot + 1) & mask) {
      if (index[slot] == 0) {
        index[slot] = at + 1;
        return;
      }
    }
  }

  private static int hash(String group, String topic, long idHigh, long idLow, int partition) {
    int hash = topic == null ? Long.hashCode(idHigh * 31 + idLow) : topic.hashCode();
    hash = hash * 31 + (group == null ? 0 : group.hashCode());
    hash = (hash * 31 + partition) * 0x9E3779B9;
    return hash ^ hash >>> 16;
  }
}
