package io.streamgauge.agent.tcp;

import java.util.HashMap;
import java.util.Map;

/** Finds flows by the ends of a segment: their own, and those of flows folded into them. */
final class FlowIndex {

  private final Map<FlowKey, FlowPath> paths = new HashMap<>();
  private FlowPath recent;

  /** The path that a segment with this key is on, or null. */
  FlowPath find(FlowKey lookup) {
    if (recent != null && recent.key.equals(lookup)) {
      return recent;
    }
    FlowPath path = paths.get(lookup);
    if (path != null) {
      recent = path;
    }
    return path;
  }

  void add(FlowPath path) {
    paths.put(path.key, path);
    recent = path;
  }

  /** Forgets a flow and every path to it. */
  void remove(FlowState flow) {
    for (FlowPath path = flow.removePath(); path != null; path = flow.removePath()) {
      paths.remove(path.key);
    }
    if (recent != null && recent.flow == flow) {
      recent = null;
    }
  }

  /**
   * Lets every path to one flow lead to another.
   *
   * @param sameSides whether side 0 of the one is side 0 of the other
   * @return false, with nothing done, if the other has too many paths already
   */
  boolean move(FlowState from, FlowState to, boolean sameSides) {
    if (!to.hasRoomForPathsOf(from)) {
      return false;
    }
    recent = null;
    for (FlowPath path = from.removePath(); path != null; path = from.removePath()) {
      FlowPath moved = to.addPath(path.key, sameSides ? path.sideOfSource : 1 - path.sideOfSource);
      paths.put(moved.key, moved);
    }
    return true;
  }

  /** Pairs of ends that lead to a flow. */
  int size() {
    return paths.size();
  }
}
