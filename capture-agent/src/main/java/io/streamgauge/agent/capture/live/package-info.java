/**
 * The ways to capture live, and the choice among them. It opens sources of single interfaces; it
 * does not read packets.
 */
package io.streamgauge.agent.capture.live;
