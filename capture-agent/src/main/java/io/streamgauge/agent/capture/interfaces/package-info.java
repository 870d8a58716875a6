/**
 * Which interfaces are captured: names and patterns, followed as interfaces come and go, one packet
 * source for each. It knows nothing of how packets are captured.
 */
package io.streamgauge.agent.capture.interfaces;
