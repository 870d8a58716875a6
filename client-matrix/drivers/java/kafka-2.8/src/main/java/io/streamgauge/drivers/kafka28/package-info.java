/**
 * kafka-clients 2.8: durations (2.0), an admin for groups (2.0) and offsets (2.5), consumers that
 * tell their membership, and transactions that check it (2.5, KIP-447).
 */
package io.streamgauge.drivers.kafka28;
