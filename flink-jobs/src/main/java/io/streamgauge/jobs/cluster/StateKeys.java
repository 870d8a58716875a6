package io.streamgauge.jobs.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;

/** Keys of a map in state. */
final class StateKeys {
  private StateKeys() {}

  /** A copy, so that the map may change while one walks over it. */
  static List<String> of(MapState<String, ?> map) throws Exception {
    List<String> keys = new ArrayList<>();
    map.keys().forEach(keys::add);
    return keys;
  }
}
