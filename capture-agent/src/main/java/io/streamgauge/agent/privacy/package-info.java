/**
 * What leaves a node of what was seen: privacy modes and deny lists, applied to finished batches on
 * their way to the bus.
 *
 * <p>Every field of the event contract has a {@link io.streamgauge.agent.privacy.FieldKind}; a test
 * fails while a new one has none. Nothing here runs per packet or exchange.
 */
package io.streamgauge.agent.privacy;
