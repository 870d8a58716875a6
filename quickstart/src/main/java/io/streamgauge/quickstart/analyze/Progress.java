package io.streamgauge.quickstart.analyze;

import io.streamgauge.exporters.view.Units;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * How far a long run has come: one line on a terminal that is drawn over itself and gone at the
 * end. Nothing is drawn where nobody looks, nor in the first second. It has no colours.
 */
final class Progress {
  private static final long FIRST_NANOS = 1_000_000_000;
  private static final long STEP_NANOS = 100_000_000;
  private static final int CELLS = 24;
  private static final String LINE = "\r%-9s [%s%s] %3d %%";
  private static final String UNBOUNDED = "\r%-9s %sB";

  private final PrintWriter out;
  private final boolean visible;
  private final LongSupplier nanoTime;
  private long next;
  private int width;

  /**
   * Progress of a run that begins now.
   *
   * @param out where it is drawn, and where notes go
   * @param visible whether that is a terminal
   * @param nanoTime nanoseconds that only ever go on
   */
  Progress(PrintWriter out, boolean visible, LongSupplier nanoTime) {
    this.out = out;
    this.visible = visible;
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong() + FIRST_NANOS;
  }

  /** Progress on standard error; the launcher looks where that goes. */
  static Progress on(PrintWriter err) {
    boolean terminal =
        Boolean.getBoolean("streamgauge.terminal.error") && !"dumb".equals(System.getenv("TERM"));
    return new Progress(err, terminal, System::nanoTime);
  }

  boolean isVisible() {
    return visible;
  }

  /**
   * Says how far it is; may be called as often as one likes.
   *
   * @param stage what is being done, in a word of nine letters at most
   * @param done of {@code total}; bytes if that is unknown
   * @param total 0 if it is unknown
   */
  void at(String stage, long done, long total) {
    if (!visible || nanoTime.getAsLong() - next < 0) {
      return;
    }
    next = nanoTime.getAsLong() + STEP_NANOS;
    draw(total > 0 ? bounded(stage, done, total) : UNBOUNDED.formatted(stage, Units.si(done)));
  }

  private static String bounded(String stage, long done, long total) {
    double share = Math.max(0, Math.min(1, (double) done / total));
    int full = (int) (share * CELLS);
    return LINE.formatted(stage, "#".repeat(full), "-".repeat(CELLS - full), (int) (share * 100));
  }

  private void draw(String line) {
    out.print(line + " ".repeat(Math.max(0, width - line.length())));
    out.flush();
    width = line.length();
  }

  /** Prints a line that stays. */
  void note(String line) {
    clear();
    out.println(line);
    out.flush();
  }

  /** Leaves nothing of what was drawn. */
  void clear() {
    if (width > 0) {
      draw("\r");
      out.print("\r");
      out.flush();
      width = 0;
    }
  }
}
