/**
 * A real broker behind a real address translation: network namespaces, veth pairs and nftables, as
 * a Service or a hostPort does it.
 */
package io.streamgauge.quickstart.translation;
