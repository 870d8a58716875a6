package io.streamgauge.protocol.exchange;

import java.util.SplittableRandom;

/**
 * Finds requests of a long queue by correlation id. Chains keep the order in which requests were
 * added; the hash is not for others to foresee, so nobody can choose ids that share a chain. It
 * decides nothing but speed.
 */
final class RequestIndex {
  private static final int SECRET = new SplittableRandom().nextInt() | 1;

  private final PendingRequest[] heads;
  private final PendingRequest[] tails;
  private final int shift;
  private long steps;

  /** An index for about {@code size} requests, 2 or more. */
  RequestIndex(int size) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size);
    heads = new PendingRequest[1 << bits];
    tails = new PendingRequest[1 << bits];
    shift = Integer.SIZE - bits;
  }

  private int slot(int correlationId) {
    int mixed = (correlationId ^ (correlationId >>> 16)) * SECRET;
    return ((mixed ^ (mixed >>> 15)) * SECRET) >>> shift;
  }

  /** Whether it has become too small for that many requests. */
  boolean isSmallFor(int size) {
    return size > heads.length;
  }

  void add(PendingRequest request) {
    int slot = slot(request.correlationId);
    request.nextOfSlot = null;
    if (tails[slot] == null) {
      heads[slot] = request;
    } else {
      tails[slot].nextOfSlot = request;
    }
    tails[slot] = request;
  }

  void remove(PendingRequest request) {
    int slot = slot(request.correlationId);
    PendingRequest before = null;
    PendingRequest at = heads[slot];
    while (at != request) {
      before = at;
      at = at.nextOfSlot;
      steps++;
    }
    if (before == null) {
      heads[slot] = request.nextOfSlot;
    } else {
      before.nextOfSlot = request.nextOfSlot;
    }
    if (tails[slot] == request) {
      tails[slot] = before;
    }
    request.nextOfSlot = null;
  }

  /** The oldest with that id, or null. */
  PendingRequest find(int correlationId) {
    return next(heads[slot(correlationId)], correlationId);
  }

  /** The next one with the same id, or null. */
  PendingRequest findAfter(PendingRequest request) {
    return next(request.nextOfSlot, request.correlationId);
  }

  private PendingRequest next(PendingRequest from, int correlationId) {
    PendingRequest at = from;
    while (at != null && at.correlationId != correlationId) {
      at = at.nextOfSlot;
      steps++;
    }
    return at;
  }

  /** Requests that were passed over so far, for tests. */
  long steps() {
    return steps;
  }
}
