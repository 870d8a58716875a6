package io.streamgauge.agent.tcp;

/** One flow's place in one {@link FlowList}. */
abstract class FlowLinks {

  FlowList list;
  FlowLinks previous;
  FlowLinks next;

  /** Whose place it is. */
  abstract FlowState flow();
}
