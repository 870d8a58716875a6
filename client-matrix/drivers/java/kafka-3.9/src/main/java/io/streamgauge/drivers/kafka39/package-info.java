/** kafka-clients 3.9: its KIP-848 consumer (a preview) is asked like any other. */
package io.streamgauge.drivers.kafka39;
