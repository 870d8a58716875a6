/** kafka-clients 0.10.2: producer and consumer, neither headers nor transactions nor an admin. */
package io.streamgauge.drivers.kafka010;
