package io.streamgauge.quickstart.demo;

import io.streamgauge.exporters.view.OverviewText;
import io.streamgauge.exporters.view.OverviewView;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Where the demo shows what it sees. */
sealed interface Screen {
  /** How long to wait between two pictures. */
  Duration interval();

  /** Shows the state of now. */
  void show(OverviewView view, GroupTrends trends);

  /** Gives the terminal back as it was. */
  void end();

  /** Tables that refresh in place on a terminal, else lines that scroll. */
  static Screen on(PrintWriter out, boolean terminal, String headline) {
    return terminal ? new Tables(out, headline) : new Lines(out);
  }

  /** Redraws tables in place with ANSI sequences. */
  final class Tables implements Screen {
    private static final int MAX_ROWS = 12;
    private static final String CLEAR = "\u001b[2J";
    private static final String HOME = "\u001b[H";
    private static final String ERASE_LINE_END = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintWriter out;
    private final String headline;
    private boolean cleared;

    Tables(PrintWriter out, String headline) {
      this.out = out;
      this.headline = headline;
    }

    @Override
    public Duration interval() {
      return Duration.ofSeconds(1);
    }

    @Override
    public void show(OverviewView view, GroupTrends trends) {
      out.print(cleared ? "" : CLEAR);
      cleared = true;
      out.print(NO_WRAP + HOME);
      line(headline);
      line("");
      OverviewText.lines(view, MAX_ROWS).forEach(this::line);
      line("");
      trends.lines(view.groups()).forEach(this::line);
      out.print(ERASE_BELOW + WRAP);
      out.flush();
    }

    private void line(String text) {
      out.print(text + ERASE_LINE_END + "\n");
    }

    @Override
    public void end() {
      out.print(WRAP);
      out.flush();
    }
  }

  /** A few plain lines every few seconds, for logs and pipes. */
  final class Lines implements Screen {
    private final PrintWriter out;

    Lines(PrintWriter out) {
      this.out = out;
    }

    @Override
    public Duration interval() {
      return Duration.ofSeconds(5);
    }

    @Override
    public void show(OverviewView view, GroupTrends trends) {
      List<String> groups = trends.lines(view.groups());
      groups.forEach(out::println);
      out.println(Totals.of(view).rates());
      out.flush();
    }

    @Override
    public void end() {
      out.flush();
    }
  }
}
