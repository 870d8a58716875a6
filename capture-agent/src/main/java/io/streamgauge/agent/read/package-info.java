/**
 * What {@code streamgauge read} prints: the exchanges of a capture as a table, as JSON lines or as
 * totals.
 *
 * <p>It formats; it does not decode, and it knows neither events nor Kafka clients.
 */
package io.streamgauge.agent.read;
