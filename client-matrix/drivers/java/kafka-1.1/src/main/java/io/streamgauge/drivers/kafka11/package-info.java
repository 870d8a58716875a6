/** kafka-clients 1.1 adds metrics that need not be numbers, and deletes records (KIP-107). */
package io.streamgauge.drivers.kafka11;
