package io.streamgauge.exporters.top;

import io.streamgauge.exporters.top.Listing.Sort;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The same as plain lines: a block for each answer, for logs and pipes. */
public final class PlainTop {
  private static final int MAX_ROWS = 20;

  /** Wide enough that no column is left out. */
  private static final int WIDTH = 400;

  private final ExporterApi api;
  private final PrintWriter out;
  private final PrintWriter err;
  private final String filter;

  /** Blocks of lines to {@code out}; what goes wrong, in a line each, to {@code err}. */
  public PlainTop(ExporterApi api, PrintWriter out, PrintWriter err, String filter) {
    this.api = api;
    this.out = out;
    this.err = err;
    this.filter = filter;
  }

  /**
   * Asks and prints.
   *
   * @param count how many times; 0 for ever
   * @return whether the last question was answered
   */
  public boolean run(Duration interval, int count) throws InterruptedException {
    for (int i = 1; ; i++) {
      boolean answered = once();
      // The reader of the pipe has gone.
      if (i == count || out.checkError()) {
        return answered;
      }
      TimeUnit.NANOSECONDS.sleep(interval.toNanos());
    }
  }

  private boolean once() throws InterruptedException {
    Told told = new Told();
    Question question = new Question.Overview();
    try {
      told.answered(question, api.ask(question), System.nanoTime());
    } catch (IOException e) {
      err.println(api.url() + ": " + e.getMessage());
      err.flush();
      return false;
    }
    lines(told).forEach(line -> out.println(line.stripTrailing()));
    out.flush();
    return true;
  }

  private List<String> lines(Told told) {
    List<String> lines = new ArrayList<>();
    lines.add(told.state().text() + "  " + told.summary());
    String notice = told.notice(System.nanoTime());
    if (!notice.isEmpty()) {
      lines.add(notice);
    }
    for (Tab tab : Tab.values()) {
      Grid grid = tab.grid(told.page(), filter, Sort.AS_TOLD);
      lines.add("");
      lines.add(tab.title().toUpperCase(java.util.Locale.ROOT));
      if (grid.rows().isEmpty()) {
        lines.add("  " + (grid.total() == 0 ? tab.empty() : "Nothing passes the filter."));
        continue;
      }
      int shown = Math.min(MAX_ROWS, grid.rows().size());
      List<String> headings = new ArrayList<>();
      grid.columns().forEach(column -> headings.add(column.title()));
      Grid.Laid laid = grid.lay(WIDTH, 0, shown, headings);
      lines.add("  " + laid.header());
      laid.lines().forEach(line -> lines.add("  " + line.text()));
      if (shown < grid.rows().size()) {
        lines.add("  … and " + (grid.rows().size() - shown) + " more");
      }
    }
    lines.add("");
    return lines;
  }
}
