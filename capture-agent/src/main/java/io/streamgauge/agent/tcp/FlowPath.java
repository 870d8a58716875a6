package io.streamgauge.agent.tcp;

/**
 * One pair of ends under which a flow is seen; a flow has one of its own, and one more for each
 * flow that was folded into it. It is its ends, and does not refer to them: each object that a
 * packet touches is one more that is not in the cache where connections are many.
 */
final class FlowPath extends FlowKey {

  final FlowState flow;
  final int sideOfSource;

  /**
   * A path to a flow.
   *
   * @param key as of the first segment seen between these ends
   * @param sideOfSource the flow's side that sent that segment, 0 or 1
   */
  FlowPath(FlowKey key, FlowState flow, int sideOfSource) {
    super(key);
    this.flow = flow;
    this.sideOfSource = sideOfSource;
  }

  /** Which side of the flow a segment between these ends comes from. */
  int sideOf(FlowKey segmentKey) {
    return segmentKey.isSourceFirst() == isSourceFirst() ? sideOfSource : 1 - sideOfSource;
  }
}
