/**
 * The contract between the stages: the protobuf events and results, the exponential histogram,
 * rollups and the one catalogue of metric names.
 *
 * <p>Knows neither the Kafka protocol nor Flink nor any exporter.
 */
package io.streamgauge.events;
