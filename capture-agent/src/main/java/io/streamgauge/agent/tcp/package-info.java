/**
 * From TCP segments to the ordered bytes of each direction of each connection, with gaps named.
 *
 * <p>Hot path: single-threaded, nothing is allocated per segment, everything bounded by {@link
 * io.streamgauge.agent.tcp.TcpLimits}. Time is packet time only. It does not know Kafka.
 */
package io.streamgauge.agent.tcp;
