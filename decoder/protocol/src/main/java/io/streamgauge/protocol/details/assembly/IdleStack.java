package io.streamgauge.protocol.details.assembly;

import java.util.Arrays;

/**
 * Objects that wait to be used again; the one that was given back last comes first. Confined to one
 * thread; how many there may be is its owner's business.
 *
 * <p>What was taken stays noted at its place. So an object that is taken and given back again and
 * again, which is the rule, costs no write of a reference: those are what garbage collectors make
 * dear.
 *
 * @param <T> what waits
 */
public final class IdleStack<T> {
  private Object[] items = new Object[16];
  private int size;

  /** The one that was given back last; null if there is none. */
  @SuppressWarnings("unchecked") // nothing else is put in
  public T poll() {
    return size == 0 ? null : (T) items[--size];
  }

  /** Takes one back; not null, and not among those that wait. */
  @SuppressWarnings("ReferenceEquality") // it is about this object, not about one like it
  public void push(T item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    if (items[size] != item) {
      items[size] = item;
    }
    size++;
  }

  /** How many wait. */
  public int size() {
    return size;
  }
}
