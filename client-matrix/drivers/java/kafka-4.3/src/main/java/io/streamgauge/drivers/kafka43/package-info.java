/** kafka-clients 4.3 adds share groups (KIP-932) and drops what was deprecated before 4.0. */
package io.streamgauge.drivers.kafka43;
