/**
 * Where a frame begins and ends, and what its header says.
 *
 * <p>Sizes, headers and the search for a lost boundary; never a body, and no knowledge of what a
 * request means. Hot path: nothing here allocates per frame.
 */
package io.streamgauge.protocol.frame;
