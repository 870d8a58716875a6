package io.streamgauge.exporters.top;

import java.util.Map;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/** Which bytes of a terminal are which key. */
final class Keyboard {
  /** A lone Esc is one when nothing has followed it for so long. */
  private static final long ESCAPE_MILLIS = 100;

  private static final Map<Key.Named, Capability> KEYS =
      Map.of(
          Key.Named.UP, Capability.key_up,
          Key.Named.DOWN, Capability.key_down,
          Key.Named.PAGE_UP, Capability.key_ppage,
          Key.Named.PAGE_DOWN, Capability.key_npage,
          Key.Named.HOME, Capability.key_home,
          Key.Named.END, Capability.key_end,
          Key.Named.BACK_TAB, Capability.key_btab);

  private Keyboard() {}

  static KeyMap<Key> map(Terminal terminal) {
    KeyMap<Key> map = new KeyMap<>();
    map.setAmbiguousTimeout(ESCAPE_MILLIS);
    Key typed = new Key.Typed("");
    map.setUnicode(typed);
    for (char c = ' '; c < 127; c++) {
      map.bind(typed, String.valueOf(c));
    }
    KEYS.forEach(
        (key, capability) -> {
          String sequence = KeyMap.key(terminal, capability);
          if (sequence != null) {
            map.bind(key, sequence);
          }
        });
    // What terminals send in the mode that they were not asked to be in.
    map.bind(Key.Named.UP, "\033[A");
    map.bind(Key.Named.DOWN, "\033[B");
    map.bind(Key.Named.BACK_TAB, "\033[Z");
    map.bind(Key.Named.ENTER, "\r", "\n");
    map.bind(Key.Named.TAB, "\t");
    map.bind(Key.Named.BACKSPACE, KeyMap.del(), "\b");
    map.bind(Key.Named.ESCAPE, KeyMap.esc());
    return map;
  }
}
