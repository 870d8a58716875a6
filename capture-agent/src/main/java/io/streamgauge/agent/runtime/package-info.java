/**
 * The parts put together: {@link io.streamgauge.agent.runtime.AgentPipeline} makes event batches of
 * packets, {@link io.streamgauge.agent.runtime.CaptureAgent} does it live and publishes them.
 *
 * <p>No logic of its own beyond starting, stopping and telling how the agent is.
 */
package io.streamgauge.agent.runtime;
