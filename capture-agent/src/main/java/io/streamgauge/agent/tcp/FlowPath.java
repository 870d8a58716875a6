package io.streamgauge.agent.tcp;

/**
 * One pair of ends under which a flow is seen; a flow has one of its own, and one more for each
 * flow that was folded into it.
 */
final class FlowPath {

  final FlowKey key;
  final FlowState flow;
  final int sideOfSource;

  /**
   * A path to a flow.
   *
   * @param key as of the first segment seen between these ends
   * @param sideOfSource the flow's side that sent that segment, 0 or 1
   */
  FlowPath(FlowKey key, FlowState flow, int sideOfSource) {
    this.key = key;
    this.flow = flow;
    this.sideOfSource = sideOfSource;
  }

  /** Which side of the flow a segment between these ends comes from. */
  int sideOf(FlowKey segmentKey) {
    return segmentKey.isSourceFirst() == key.isSourceFirst() ? sideOfSource : 1 - sideOfSource;
  }
}
