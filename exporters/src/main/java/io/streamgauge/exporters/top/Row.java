package io.streamgauge.exporters.top;

import java.util.List;

/**
 * A row as it is shown.
 *
 * @param key stays the same while figures change
 * @param cells one per column, printable
 * @param look how it stands out
 * @param opens what Enter shows; null for nothing
 */
record Row(String key, List<String> cells, Look look, Question opens) {}
