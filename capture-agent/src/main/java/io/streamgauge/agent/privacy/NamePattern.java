package io.streamgauge.agent.privacy;

/**
 * A pattern for names of topics and groups: {@code *} stands for any run of characters, {@code ?}
 * for one, the rest for itself. Takes time in proportion to the lengths of pattern and name,
 * whatever either holds.
 */
final class NamePattern {
  /** What stands in place of what is hidden, as where generated parts of client ids are folded. */
  static final String HIDDEN = "*";

  private static final char ANY_RUN = '*';
  private static final char ANY_ONE = '?';

  private final String pattern;
  private final boolean open;
  private final boolean wild;

  /**
   * A pattern.
   *
   * @throws IllegalArgumentException if it is empty
   */
  NamePattern(String pattern) {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("a pattern is not empty");
    }
    this.pattern = pattern;
    this.open = pattern.chars().allMatch(NamePattern::isWildcard);
    this.wild = pattern.chars().anyMatch(NamePattern::isWildcard);
  }

  private static boolean isWildcard(int c) {
    return c == ANY_RUN || c == ANY_ONE;
  }

  /** Whether the whole name matches. */
  boolean matches(String name) {
    boolean[] states = begin();
    for (int i = 0; i < name.length(); i++) {
      states = step(states, name.charAt(i));
    }
    return states[pattern.length()];
  }

  /**
   * The text without the names that match: a pattern without wildcards is replaced by {@code *}
   * wherever it occurs; one with wildcards, whose end nobody can tell, has the whole text replaced.
   * A pattern of nothing but wildcards hides nothing.
   */
  String hideIn(String text) {
    if (!wild) {
      return text.replace(pattern, HIDDEN);
    }
    return occursIn(text) ? HIDDEN : text;
  }

  private boolean occursIn(String text) {
    if (open) {
      return false;
    }
    boolean[] states = begin();
    for (int i = 0; i < text.length(); i++) {
      states = step(states, text.charAt(i));
      if (states[pattern.length()]) {
        return true;
      }
      enter(states, 0);
    }
    return false;
  }

  /** How far into the pattern a match may be. */
  private boolean[] begin() {
    boolean[] states = new boolean[pattern.length() + 1];
    enter(states, 0);
    return states;
  }

  private boolean[] step(boolean[] states, char c) {
    boolean[] next = new boolean[states.length];
    for (int at = 0; at < pattern.length(); at++) {
      if (states[at]) {
        char wanted = pattern.charAt(at);
        if (wanted == ANY_RUN) {
          enter(next, at);
        } else if (wanted == ANY_ONE || wanted == c) {
          enter(next, at + 1);
        }
      }
    }
    return next;
  }

  private void enter(boolean[] states, int from) {
    int at = from;
    states[at] = true;
    while (at < pattern.length() && pattern.charAt(at) == ANY_RUN) {
      states[++at] = true;
    }
  }
}
