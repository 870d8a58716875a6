package io.streamgauge.protocol.exchange;

/** Requests in the order in which they were sent: an intrusive list, so that idle ones are tiny. */
final class RequestQueue {
  private PendingRequest head;
  private PendingRequest tail;
  private int size;
  private long bytes;

  void add(PendingRequest request) {
    request.next = null;
    if (tail == null) {
      head = request;
    } else {
      tail.next = request;
    }
    tail = request;
    size++;
    bytes += request.bytes;
  }

  PendingRequest peek() {
    return head;
  }

  /** Takes the oldest; null if there is none. */
  PendingRequest poll() {
    PendingRequest first = head;
    if (first != null) {
      head = first.next;
      if (head == null) {
        tail = null;
      }
      first.next = null;
      size--;
      bytes -= first.bytes;
    }
    return first;
  }

  /** The oldest with that correlation id, or null. */
  PendingRequest find(int correlationId) {
    PendingRequest at = head;
    while (at != null && at.correlationId != correlationId) {
      at = at.next;
    }
    return at;
  }

  /** Takes one out of the middle. */
  void remove(PendingRequest request) {
    if (request == head) {
      poll();
      return;
    }
    PendingRequest before = head;
    while (before != null && before.next != request) {
      before = before.next;
    }
    if (before != null) {
      before.next = request.next;
      if (request == tail) {
        tail = before;
      }
      request.next = null;
      size--;
      bytes -= request.bytes;
    }
  }

  boolean isEmpty() {
    return head == null;
  }

  int size() {
    return size;
  }

  /** Sizes of all requests in the queue. */
  long bytes() {
    return bytes;
  }
}
