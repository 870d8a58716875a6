package io.streamgauge.agent.tcp;

/** One flow's place in one {@link FlowList}. */
final class FlowLinks {

  final FlowState flow;
  FlowList list;
  FlowLinks previous;
  FlowLinks next;

  FlowLinks(FlowState flow) {
    this.flow = flow;
  }
}
