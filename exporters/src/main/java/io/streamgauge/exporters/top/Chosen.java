package io.streamgauge.exporters.top;

import io.streamgauge.exporters.top.Listing.Sort;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What somebody chose to see, by the keys they pressed. */
final class Chosen {
  private static final Question OVERVIEW = new Question.Overview();
  private static final List<Tab> TABS = List.of(Tab.values());

  private final Map<Tab, Sort> sorts = new EnumMap<>(Tab.class);
  private Tab tab = Tab.GROUPS;
  private Question question = OVERVIEW;
  private String filter;
  private boolean filtering;
  private boolean paused;
  private boolean help;
  private boolean ended;
  private String selected = "";
  private int scrolled;

  Chosen(String filter) {
    this.filter = filter;
  }

  /**
   * Takes a key.
   *
   * @param rows of the table that is shown; empty while something else is
   * @param page lines that fit the screen
   */
  void press(Key key, List<Row> rows, int page) {
    if (filtering) {
      edit(key);
    } else if (help) {
      help = false;
    } else if (key instanceof Key.Typed typed) {
      command(typed.text(), rows);
    } else if (key instanceof Key.Named named) {
      named(named, rows, page);
    }
  }

  private void edit(Key key) {
    if (key instanceof Key.Typed typed) {
      filter += typed.text();
    } else if (key == Key.Named.BACKSPACE) {
      filter =
          filter.isEmpty()
              ? ""
              : filter.substring(0, filter.offsetByCodePoints(filter.length(), -1));
    } else if (key == Key.Named.ESCAPE) {
      filter = "";
      filtering = false;
    } else if (key == Key.Named.ENTER) {
      filtering = false;
    }
  }

  private void command(String text, List<Row> rows) {
    switch (text) {
      case "q", "Q" -> ended = true;
      case "?", "h" -> help = true;
      case "p", " " -> paused = !paused;
      case "/" -> filtering = inOverview();
      case "j" -> move(1, rows);
      case "k" -> move(-1, rows);
      case "s" -> nextSort();
      case "r" -> reverse();
      case "1", "2", "3", "4", "5" -> show(TABS.get(text.charAt(0) - '1'));
      default -> {}
    }
  }

  private void named(Key.Named key, List<Row> rows, int page) {
    switch (key) {
      case UP -> move(-1, rows);
      case DOWN -> move(1, rows);
      case PAGE_UP -> move(-page, rows);
      case PAGE_DOWN -> move(page, rows);
      case HOME -> move(-1_000_000, rows);
      case END -> move(1_000_000, rows);
      case TAB -> show(neighbour(1));
      case BACK_TAB -> show(neighbour(-1));
      case ENTER -> open(rows);
      case ESCAPE, BACKSPACE -> back();
    }
  }

  private Tab neighbour(int by) {
    return TABS.get(Math.floorMod(TABS.indexOf(tab) + by, TABS.size()));
  }

  private void show(Tab other) {
    tab = other;
    question = OVERVIEW;
    selected = "";
    scrolled = 0;
  }

  private void open(List<Row> rows) {
    Question opens = rows.isEmpty() ? null : rows.get(selectedIndex(rows)).opens();
    if (inOverview() && opens != null) {
      question = opens;
      scrolled = 0;
    }
  }

  private void back() {
    if (!inOverview()) {
      question = OVERVIEW;
      scrolled = 0;
    } else {
      filter = "";
    }
  }

  private void move(int by, List<Row> rows) {
    if (!inOverview()) {
      scrolled = Math.max(0, scrolled + by);
    } else if (!rows.isEmpty()) {
      int index = Math.max(0, Math.min(rows.size() - 1, selectedIndex(rows) + by));
      selected = rows.get(index).key();
    }
  }

  /** The order of the next column; behind the last, the order in which the exporter tells rows. */
  private void nextSort() {
    List<? extends Column<?>> columns = tab.columns();
    int next = sort().column() + 1;
    while (next < columns.size() && columns.get(next).order() == null) {
      next++;
    }
    sorts.put(
        tab, next == columns.size() ? Sort.AS_TOLD : new Sort(next, columns.get(next).right()));
  }

  private void reverse() {
    if (sort().column() >= 0) {
      sorts.put(tab, new Sort(sort().column(), !sort().descending()));
    }
  }

  /** Keeps the scroll position within what there is to see. */
  void limitScroll(int most) {
    scrolled = Math.min(scrolled, Math.max(0, most));
  }

  /** Where the selected row is now; the first row if it is gone. */
  int selectedIndex(List<Row> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).key().equals(selected)) {
        return i;
      }
    }
    return 0;
  }

  boolean inOverview() {
    return question.equals(OVERVIEW);
  }

  Tab tab() {
    return tab;
  }

  Sort sort() {
    return sorts.getOrDefault(tab, Sort.AS_TOLD);
  }

  Question question() {
    return question;
  }

  String filter() {
    return filter;
  }

  boolean filtering() {
    return filtering;
  }

  boolean paused() {
    return paused;
  }

  boolean help() {
    return help;
  }

  boolean ended() {
    return ended;
  }

  int scrolled() {
    return scrolled;
  }
}
