/**
 * Where packets come from: capture files and live interfaces, behind {@link
 * io.streamgauge.agent.capture.PacketSource}.
 *
 * <p>It hands out raw packets with their link type and time. It does not look inside them; {@code
 * io.streamgauge.agent.link} does.
 */
package io.streamgauge.agent.capture;
