/**
 * Event batches on their way to the bus: the Kafka producer, the bounded buffer in front of it, and
 * the topics of the bus.
 *
 * <p>It looks into no batch. It never blocks capture: what the buffer has no room for is dropped
 * and counted.
 */
package io.streamgauge.agent.publish;
