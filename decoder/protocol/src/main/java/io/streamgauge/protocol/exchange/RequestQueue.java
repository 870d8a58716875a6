package io.streamgauge.protocol.exchange;

/**
 * Requests in the order in which they were sent: an intrusive list, so that idle ones are tiny. A
 * long one gets an index, as its ids are looked for wherever a response might begin.
 */
final class RequestQueue {
  /** So many are looked through one by one; hardly any client has more in flight. */
  private static final int LINEAR = 16;

  /** As {@link #tail} of a request that left when the queue is empty, mostly the next to come. */
  private PendingRequest head;

  private PendingRequest tail;
  private RequestIndex index;
  private int size;
  private long bytes;
  private int carriers;

  /** Adds the newest. References that stay the same are not written again, which is dear. */
  @SuppressWarnings("ReferenceEquality") // whether it is the same object is the question
  void add(PendingRequest request) {
    request.next = null;
    if (size > 0) {
      tail.next = request;
    } else if (head != request) {
      head = request;
    }
    if (tail != request) {
      tail = request;
    }
    size++;
    bytes += request.bytes;
    carriers += ForeignBytes.mayBeInAnswerOf(request.apiKey) ? 1 : 0;
    if (index != null && !index.isSmallFor(size)) {
      index.add(request);
    } else if (size > LINEAR) {
      buildIndex();
    }
  }

  private void buildIndex() {
    index = new RequestIndex(2 * size);
    for (PendingRequest at = peek(); at != null; at = at.next) {
      index.add(at);
    }
  }

  /** The oldest; null if there is none. */
  PendingRequest peek() {
    return size == 0 ? null : head;
  }

  /** Takes the oldest; null if there is none. */
  PendingRequest poll() {
    PendingRequest first = peek();
    if (first != null) {
      if (size > 1) {
        head = first.next;
      }
      forget(first);
    }
    return first;
  }

  private void forget(PendingRequest request) {
    request.next = null;
    size--;
    bytes -= request.bytes;
    carriers -= ForeignBytes.mayBeInAnswerOf(request.apiKey) ? 1 : 0;
    if (size == 0) {
      index = null;
    } else if (index != null) {
      index.remove(request);
    }
  }

  /** The oldest with that correlation id, or null. */
  PendingRequest find(int correlationId) {
    return index == null ? scan(peek(), correlationId) : index.find(correlationId);
  }

  /** The next one with the same correlation id, or null. */
  PendingRequest findAfter(PendingRequest request) {
    return index == null ? scan(request.next, request.correlationId) : index.findAfter(request);
  }

  private static PendingRequest scan(PendingRequest from, int correlationId) {
    PendingRequest at = from;
    while (at != null && at.correlationId != correlationId) {
      at = at.next;
    }
    return at;
  }

  /** Takes one out of the middle. */
  void remove(PendingRequest request) {
    if (request == peek()) {
      poll();
      return;
    }
    PendingRequest before = peek();
    while (before != null && before.next != request) {
      before = before.next;
    }
    if (before != null) {
      before.next = request.next;
      if (request == tail) {
        tail = before;
      }
      forget(request);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Sizes of all requests in the queue. */
  long bytes() {
    return bytes;
  }

  /** How many have an answer that may hold bytes that somebody else chose. */
  int carriers() {
    return carriers;
  }

  /** Requests that look-ups passed over in the index so far; 0 without one. For tests. */
  long steps() {
    return index == null ? 0 : index.steps();
  }
}
