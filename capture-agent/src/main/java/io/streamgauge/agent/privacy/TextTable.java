package io.streamgauge.agent.privacy;

import io.streamgauge.events.v1.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts of one batch. Those that somebody keeps stay in their places, the others become empty;
 * what replaces them comes behind. So an event that points only to kept ones need not change.
 */
final class TextTable {
  private final List<String> old;
  private final boolean[] kept;
  private final List<String> added = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();

  TextTable(List<String> old) {
    this.old = old;
    this.kept = new boolean[old.size()];
  }

  /** The text at an index; empty for a bad one. */
  String text(int index) {
    return isValid(index) ? old.get(index) : "";
  }

  private boolean isValid(int index) {
    return index > 0 && index < old.size();
  }

  /** The text at this index may leave as it is; the index of what stands for a bad one is 0. */
  int keep(int index) {
    if (!isValid(index)) {
      return 0;
    }
    kept[index] = true;
    return index;
  }

  /** The topic's name may leave. */
  Topic keep(Topic topic) {
    return topic.toBuilder().setName(keep(topic.getName())).build();
  }

  /** Where a text stands that replaces another. */
  int indexOf(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    return indexes.computeIfAbsent(
        text,
        t -> {
          added.add(t);
          return old.size() + added.size() - 1;
        });
  }

  /** The texts that leave. */
  List<String> kept() {
    List<String> texts = new ArrayList<>(old.size() + added.size());
    for (int i = 0; i < old.size(); i++) {
      texts.add(kept[i] ? old.get(i) : "");
    }
    texts.addAll(added);
    return texts;
  }
}
