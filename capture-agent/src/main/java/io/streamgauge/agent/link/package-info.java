/**
 * From a captured packet to the TCP segment inside it, through link and network headers.
 *
 * <p>Hot path: stateless but for counters, nothing is allocated per packet. It keeps no flows, puts
 * no IP fragments together and opens no tunnels; what it cannot read it counts, by reason.
 */
package io.streamgauge.agent.link;
