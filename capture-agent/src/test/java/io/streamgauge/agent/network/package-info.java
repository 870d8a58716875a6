/**
 * Real packets on real interfaces: bridges, tags, overlays and proxies in network namespaces, with
 * a short conversation of two processes. Needs root, iproute2 and tcpdump.
 */
package io.streamgauge.agent.network;
