/**
 * From a captured packet to the TCP segment inside it, through link and network headers.
 *
 * <p>VLAN tags and tunnels are opened to a bounded depth, and fragments of IP packets put together
 * within limits. Hot path: nothing is allocated per packet, and no state is kept but counters and
 * the fragments that wait. It keeps no flows; what it cannot read it counts, by reason.
 */
package io.streamgauge.agent.link;
