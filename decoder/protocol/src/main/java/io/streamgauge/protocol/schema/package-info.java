/**
 * Kafka's message schemas as data: the JSON files of two kafka-clients releases, unpacked at build
 * time, and what follows from them (header versions, API names, error names).
 *
 * <p>Not here: how a schema is turned into something that reads bytes ({@code program}), and
 * anything that touches bytes.
 */
package io.streamgauge.protocol.schema;
