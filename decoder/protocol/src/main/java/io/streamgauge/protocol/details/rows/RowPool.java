package io.streamgauge.protocol.details.rows;

import java.util.Arrays;

/** Rows of one thread: lent to exchanges in flight, bounded. */
public final class RowPool {
  private static final int MAX_IDLE = 65_536;

  private final int maxPerExchange;
  private final int maxLent;
  private Row[] idle = new Row[64];
  private int idleCount;
  private int lent;
  private long dropped;

  /**
   * @param maxPerExchange most rows of one exchange
   * @param maxLent most rows of all exchanges in flight
   */
  public RowPool(int maxPerExchange, int maxLent) {
    this.maxPerExchange = maxPerExchange;
    this.maxLent = maxLent;
  }

  /**
   * A blank row, to be named; null (and counted) beyond the bounds.
   *
   * @param held rows that its exchange has already
   */
  Row borrow(int held) {
    if (held >= maxPerExchange || lent >= maxLent) {
      dropped++;
      return null;
    }
    lent++;
    if (idleCount == 0) {
      return new Row();
    }
    // it stays noted at its place: given back in turn, it need not be written again
    Row row = idle[--idleCount];
    row.blank();
    return row;
  }

  @SuppressWarnings("ReferenceEquality") // it is about this row, not about one like it
  void giveBack(Row row) {
    lent--;
    if (idleCount == MAX_IDLE) {
      return;
    }
    if (idleCount == idle.length) {
      idle = Arrays.copyOf(idle, idle.length * 2);
    }
    if (idle[idleCount] != row) {
      idle[idleCount] = row;
    }
    idleCount++;
  }

  /** Rows that exchanges in flight hold. */
  public int lent() {
    return lent;
  }

  /** Rows that were refused. */
  public long dropped() {
    return dropped;
  }
}
