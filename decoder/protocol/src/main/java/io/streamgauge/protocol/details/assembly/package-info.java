/**
 * Fills details from the fields of bodies: which fields are wanted, slots for exchanges in flight,
 * and the sinks that cursors feed.
 *
 * <p>Start at {@link io.streamgauge.protocol.details.assembly.DetailsAssembler}. Not here: frames,
 * correlation, fetch sessions.
 */
package io.streamgauge.protocol.details.assembly;
