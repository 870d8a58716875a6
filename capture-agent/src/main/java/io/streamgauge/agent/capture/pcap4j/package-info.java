/**
 * Live capture through libpcap: portable, filtered in the kernel. The only package that may import
 * pcap4j.
 */
package io.streamgauge.agent.capture.pcap4j;
