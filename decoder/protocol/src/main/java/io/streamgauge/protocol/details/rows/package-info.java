/**
 * The hot path of details: the apis that speak about partitions, in reused rows.
 *
 * <p>Nothing is allocated once warm. Seven apis share one vocabulary of fields ({@link
 * io.streamgauge.protocol.details.rows.RowField}) and one pair of sinks; {@link
 * io.streamgauge.protocol.details.rows.PartitionApis} maps each api's paths to it.
 */
package io.streamgauge.protocol.details.rows;
