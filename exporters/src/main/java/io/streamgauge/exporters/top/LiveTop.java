package io.streamgauge.exporters.top;

import java.io.IOError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** The live view on a terminal. One thread draws; keys and answers come to it as events. */
public final class LiveTop {
  private static final int DEFAULT_WIDTH = 80;
  private static final int DEFAULT_HEIGHT = 24;

  private final Terminal terminal;
  private final ExporterApi api;
  private final Duration interval;
  private final Looks looks;
  private final LiveView view;
  private final Display display;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /**
   * A view on a terminal that is the caller's to close.
   *
   * @param interval between two questions
   * @param filter to begin with; empty for none
   * @param colour whether colours are used
   */
  public LiveTop(
      Terminal terminal, ExporterApi api, Duration interval, String filter, boolean colour) {
    this.terminal = terminal;
    this.api = api;
    this.interval = interval;
    this.looks = new Looks(colour);
    this.view = new LiveView(filter, api.url().toString());
    this.display = new Display(terminal, true);
  }

  /**
   * Shows until the user ends it.
   *
   * @return whether it ended by an interrupt
   */
  public boolean run() throws InterruptedException {
    Attributes before = terminal.enterRawMode();
    Thread restore = new Thread(() -> leave(before), "top-restore");
    Runtime.getRuntime().addShutdownHook(restore);
    terminal.handle(Signal.WINCH, signal -> events.add(new Event.Redraw()));
    terminal.handle(Signal.CONT, signal -> events.add(new Event.Redraw()));
    terminal.handle(Signal.INT, signal -> events.add(new Event.End(true)));
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.puts(Capability.cursor_invisible);
    Thread keyboard = new Thread(this::readKeys, "top-keyboard");
    keyboard.setDaemon(true);
    keyboard.start();
    try (Asker asker = new Asker(api, interval, events::add)) {
      asker.start();
      return loop(asker);
    } finally {
      leave(before);
      Runtime.getRuntime().removeShutdownHook(restore);
    }
  }

  private boolean loop(Asker asker) throws InterruptedException {
    draw(true);
    while (true) {
      Event event = events.take();
      if (event instanceof Event.End end) {
        return end.interrupted();
      }
      view.take(event, height(), System.nanoTime());
      if (view.ended()) {
        return false;
      }
      asker.ask(view.question(), view.paused());
      draw(event instanceof Event.Redraw);
    }
  }

  private void draw(boolean all) {
    if (all) {
      display.resize(Size.of(width(), height()));
      display.clear();
    }
    List<Line> lines = view.lines(width(), height(), System.nanoTime());
    display.update(lines.stream().map(looks::draw).toList(), -1);
    terminal.flush();
  }

  /** Some terminals do not know how large they are. */
  private int width() {
    return terminal.getColumns() > 0 ? terminal.getColumns() : DEFAULT_WIDTH;
  }

  private int height() {
    return terminal.getRows() > 0 ? terminal.getRows() : DEFAULT_HEIGHT;
  }

  private void leave(Attributes before) {
    terminal.puts(Capability.cursor_visible);
    terminal.puts(Capability.keypad_local);
    terminal.puts(Capability.exit_ca_mode);
    terminal.flush();
    terminal.setAttributes(before);
  }

  private void readKeys() {
    KeyMap<Key> keys = Keyboard.map(terminal);
    BindingReader reader = new BindingReader(terminal.reader());
    try {
      while (true) {
        Key key = reader.readBinding(keys);
        if (key == null) {
          break;
        }
        events.add(
            new Event.Pressed(
                key instanceof Key.Typed ? new Key.Typed(reader.getLastBinding()) : key));
      }
    } catch (EndOfFileException | IOError e) {
      // The terminal is gone, or was closed as all ended.
    }
    events.add(new Event.End(false));
  }
}
