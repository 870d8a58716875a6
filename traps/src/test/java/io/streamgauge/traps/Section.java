package io.streamgauge.traps;

import java.util.List;

/**
 * Traps that belong together: one data file.
 *
 * @param title the heading people read
 */
record Section(String title, List<Trap> traps) {}
