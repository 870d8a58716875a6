package io.streamgauge.agent.tcp;

/** A queue of flows, linked through the flows themselves: moving one allocates nothing. */
final class FlowList {

  private FlowLinks head;
  private FlowLinks tail;

  /** The flow that has been here longest, or null. */
  FlowState first() {
    return head == null ? null : head.flow();
  }

  /** Puts it at the end, taking it out of the list it is in. */
  void append(FlowLinks links) {
    if (links == tail) {
      return;
    }
    remove(links);
    links.list = this;
    links.previous = tail;
    if (tail == null) {
      head = links;
    } else {
      tail.next = links;
    }
    tail = links;
  }

  /** Takes it out of whatever list it is in. */
  static void remove(FlowLinks links) {
    FlowList list = links.list;
    if (list == null) {
      return;
    }
    if (links.previous == null) {
      list.head = links.next;
    } else {
      links.previous.next = links.next;
    }
    if (links.next == null) {
      list.tail = links.previous;
    } else {
      links.next.previous = links.previous;
    }
    links.list = null;
    links.previous = null;
    links.next = null;
  }
}
