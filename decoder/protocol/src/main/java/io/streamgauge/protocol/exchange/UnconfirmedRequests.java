package io.streamgauge.protocol.exchange;

/** The requests of a lane that nobody has answered yet, bounded like those of a connection. */
final class UnconfirmedRequests {
  private final DecoderWorker worker;
  private final RequestQueue queue = new RequestQueue();

  UnconfirmedRequests(DecoderWorker worker) {
    this.worker = worker;
  }

  RequestQueue queue() {
    return queue;
  }

  void add(PendingRequest request) {
    if (queue.size() >= worker.limits().maxPendingRequests()) {
      worker.giveBack(queue.poll());
    }
    queue.add(request);
  }

  /** Hands the requests from {@code first} on to the conversation; those before are dropped. */
  void confirm(Conversation conversation, PendingRequest first, long endOfWholeFrames) {
    while (queue.peek() != first) {
      worker.giveBack(queue.poll());
    }
    StreamTotals totals = conversation.totals(Direction.REQUEST);
    totals.decodedBytes += endOfWholeFrames - first.position;
    totals.frames += queue.size();
    while (!queue.isEmpty()) {
      conversation.onRequest(queue.poll());
    }
  }

  boolean hasFrameAt(long position) {
    for (PendingRequest at = queue.peek(); at != null; at = at.next) {
      if (at.position == position) {
        return true;
      }
    }
    return false;
  }

  /** Where the oldest begins; {@code otherwise} without one. */
  long firstPosition(long otherwise) {
    return queue.isEmpty() ? otherwise : queue.peek().position;
  }

  void clear() {
    while (!queue.isEmpty()) {
      worker.giveBack(queue.poll());
    }
  }
}
