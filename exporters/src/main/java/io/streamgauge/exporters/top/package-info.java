/**
 * {@code top}: what the page shows, in a terminal or as plain lines.
 *
 * <p>Asks a running exporter over its API and renders its view models; computes nothing. Names come
 * off the wire: whatever is drawn has gone through {@link io.streamgauge.exporters.top.Cell} and
 * holds no control character.
 */
package io.streamgauge.exporters.top;
