package io.streamgauge.agent.tcp;

import java.util.SplittableRandom;

/**
 * Finds flows by the ends of a segment: their own, and those of flows folded into them. A hash
 * table with open addressing, at most half full: with many connections the first two lines of
 * memory that a packet touches are a slot and the path itself. Its hash has a seed of its own, so
 * that nobody can choose ends that share a slot.
 */
final class FlowIndex {
  private static final int FIRST_SLOTS = 64;

  private final long seed;
  private final long factor;
  private FlowPath[] slots = new FlowPath[FIRST_SLOTS];
  private int size;
  private long probes;
  private FlowPath recent;

  /** An empty index with a seed that nobody knows. */
  FlowIndex() {
    this(new SplittableRandom());
  }

  /** An empty index with a seed of this origin; for tests. */
  FlowIndex(SplittableRandom random) {
    this.seed = random.nextLong();
    this.factor = random.nextLong() | 1;
  }

  /** The path that a segment with this key is on, or null. */
  FlowPath find(FlowKey lookup) {
    if (recent != null && recent.isBetweenSameEnds(lookup)) {
      return recent;
    }
    FlowPath path = slots[slotOf(lookup)];
    if (path != null) {
      recent = path;
    }
    return path;
  }

  /** Where a path with these ends is, or would be. */
  private int slotOf(FlowKey key) {
    int mask = slots.length - 1;
    int slot = key.hash(seed, factor) & mask;
    for (FlowPath there = slots[slot]; there != null; there = slots[slot]) {
      probes++;
      if (there.isBetweenSameEnds(key)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Adds a path, in the place of one with the same ends if there is one. */
  void add(FlowPath path) {
    put(path);
    recent = path;
  }

  private void put(FlowPath path) {
    int slot = slotOf(path);
    if (slots[slot] == null) {
      size++;
    }
    slots[slot] = path;
    if (2 * size > slots.length) {
      grow();
    }
  }

  private void grow() {
    FlowPath[] before = slots;
    slots = new FlowPath[2 * before.length];
    for (FlowPath path : before) {
      if (path != null) {
        slots[slotOf(path)] = path;
      }
    }
  }

  /** Forgets a flow and every path to it. */
  void remove(FlowState flow) {
    for (FlowPath path = flow.removePath(); path != null; path = flow.removePath()) {
      remove(path);
    }
    if (recent != null && recent.flow == flow) {
      recent = null;
    }
  }

  private void remove(FlowKey key) {
    int gap = slotOf(key);
    if (slots[gap] == null) {
      return;
    }
    size--;
    slots[gap] = null;
    // What came behind it moves up, so that nobody's way to its place has a hole.
    int mask = slots.length - 1;
    for (int slot = (gap + 1) & mask; slots[slot] != null; slot = (slot + 1) & mask) {
      int way = (slot - slots[slot].hash(seed, factor)) & mask;
      if (way >= ((slot - gap) & mask)) {
        slots[gap] = slots[slot];
        slots[slot] = null;
        gap = slot;
      }
    }
  }

  /**
   * Lets every path to one flow lead to another.
   *
   * @param sameSides whether side 0 of the one is side 0 of the other
   * @return false, with nothing done, if the other has too many paths already
   */
  boolean move(FlowState from, FlowState to, boolean sameSides) {
    if (!to.hasRoomForPathsOf(from)) {
      return false;
    }
    recent = null;
    for (FlowPath path = from.removePath(); path != null; path = from.removePath()) {
      put(to.addPath(path, sameSides ? path.sideOfSource : 1 - path.sideOfSource));
    }
    return true;
  }

  /** Pairs of ends that lead to a flow. */
  int size() {
    return size;
  }

  /** Paths that were compared with ends so far, but for the most recent one; for tests. */
  long probes() {
    return probes;
  }
}
