/**
 * Live capture on Linux through a ring that the kernel and this process share (packet(7),
 * TPACKET_V3): a packet costs neither a system call nor a copy. The only package that may import
 * JNA.
 *
 * <p>One source reads one interface. It knows headers of the ring, not of packets. Hot path:
 * nothing is allocated per packet.
 */
package io.streamgauge.agent.capture.afpacket;
