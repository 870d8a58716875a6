package io.streamgauge.protocol.details.capture;

/**
 * Gives the same details for the same fields of a heartbeat, without making them anew: a member's
 * are all alike until its generation changes. For heartbeats in pieces, and the first of a
 * connection; one that lies whole and repeats the last is not even read.
 *
 * <p>Bounded: a set-associative cache. Only what {@link CaptureSpec.Builder#repeats} is kept, and
 * only without arrays, structures and bytes fields. Confined to one thread.
 */
final class KnownDetails {
  private static final int SETS = 512;
  private static final int WAYS = 4;

  private final Entry[] entries = new Entry[SETS * WAYS];
  private int victim;

  private record Entry(
      CaptureTable.Capture capture, Fields request, Fields response, Object details) {
    @SuppressWarnings("ReferenceEquality") // there is one capture per api
    boolean isOf(CaptureTable.Capture other, Fields asked, Fields answered) {
      return capture == other && request.same(asked) && response.same(answered);
    }
  }

  /** What the api's spec makes of the two messages; immutable. */
  Object make(CaptureTable.Capture capture, Fields request, Fields response) {
    if (!capture.spec().repeats() || !request.isFlat() || !response.isFlat()) {
      return capture.spec().make(request, response);
    }
    int first = (spread(request.hash() * 31 + response.hash()) & (SETS - 1)) * WAYS;
    for (int at = first; at < first + WAYS; at++) {
      Entry entry = entries[at];
      if (entry == null) {
        return put(at, capture, request, response);
      }
      if (entry.isOf(capture, request, response)) {
        return entry.details();
      }
    }
    victim = (victim + 1) % WAYS;
    return put(first + victim, capture, request, response);
  }

  private Object put(int at, CaptureTable.Capture capture, Fields request, Fields response) {
    Object details = capture.spec().make(request, response);
    entries[at] = new Entry(capture, request.copy(), response.copy(), details);
    return details;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 16;
  }
}
