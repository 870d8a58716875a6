/**
 * Record batches of magic 0, 1 and 2, read by their headers only.
 *
 * <p>Keys, values and headers of records are never read, with one bounded exception: compressed
 * sets of magic 0 and 1, whose records can only be counted by opening them; they are streamed
 * through a small scratch and never kept.
 */
package io.streamgauge.protocol.records;
