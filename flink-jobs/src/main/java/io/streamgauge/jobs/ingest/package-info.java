/**
 * The first steps behind the bus: every batch once, losses named, clocks corrected, event time.
 *
 * <p>Knows agents, incarnations and sequence numbers; does not look at what the events say, except
 * for the bytes a listener accounts for.
 */
package io.streamgauge.jobs.ingest;
