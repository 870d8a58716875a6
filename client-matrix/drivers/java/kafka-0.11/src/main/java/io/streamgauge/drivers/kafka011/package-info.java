/** kafka-clients 0.11 adds record headers, idempotence and transactions (KIP-98), and an admin. */
package io.streamgauge.drivers.kafka011;
