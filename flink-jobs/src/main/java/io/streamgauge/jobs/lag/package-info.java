/**
 * What offsets mean: high watermark, committed offsets, transactions, lag in records and in time.
 * Plain Java over the state messages.
 *
 * <p>Imports no Flink and reads no clock; the operators in {@code io.streamgauge.jobs.offsets} feed
 * it facts and tell its results.
 */
package io.streamgauge.jobs.lag;
