/**
 * Where batches come from and results go: the Kafka topics of the bus, and files of batches.
 *
 * <p>Nothing is decided here; an unreadable record is skipped and counted.
 */
package io.streamgauge.jobs.bus;
