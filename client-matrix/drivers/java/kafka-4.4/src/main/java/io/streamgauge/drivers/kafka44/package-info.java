/** kafka-clients 4.4, the newest release. */
package io.streamgauge.drivers.kafka44;
