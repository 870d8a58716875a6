/**
 * The Kafka protocol as a passive observer needs it: bytes of one connection in, exchanges out.
 *
 * <p>Pure: no I/O, no clock, no threads, no knowledge of packets, events or metrics. Start at
 * {@link io.streamgauge.protocol.exchange.KafkaDecoder}.
 */
package io.streamgauge.protocol;
