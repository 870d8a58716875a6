/**
 * The capture agent: packets in, events on the bus out; and {@code read}, which prints exchanges.
 *
 * <p>Start at {@link io.streamgauge.agent.pipeline.CapturePipeline}. Nothing here keeps or sends
 * payload.
 */
package io.streamgauge.agent;
