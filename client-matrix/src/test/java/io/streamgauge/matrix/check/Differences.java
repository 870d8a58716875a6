package io.streamgauge.matrix.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What did not agree, in sentences that show both sides. */
public final class Differences {
  private final List<String> sentences = new ArrayList<>();

  /** Notes a difference unless both sides are equal. */
  void expectSame(String what, Object seen, String who, Object said) {
    if (!Objects.equals(seen, said)) {
      sentences.add(what + ": captured " + seen + ", the " + who + " says " + said);
    }
  }

  /** Notes something that is wrong by itself. */
  void add(String sentence) {
    sentences.add(sentence);
  }

  /** All of them; empty if everything agreed. */
  public List<String> sentences() {
    return List.copyOf(sentences);
  }
}
