/**
 * What all releases of kafka-clients from 0.10.2 to 4.4 can be asked in the same way, compiled
 * against the oldest. Where a later release has to be asked differently, {@link
 * io.streamgauge.drivers.kafka.Release} has a method that its own module overrides.
 */
package io.streamgauge.drivers.kafka;
