/**
 * The live side: the agent's own packet source and pipeline on {@code lo}, and what came out of it,
 * as exchanges and as the events that the rest of Streamgauge lives on.
 */
package io.streamgauge.matrix.capture;
