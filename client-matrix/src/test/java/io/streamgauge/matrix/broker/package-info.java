/**
 * Real brokers as processes of their own, and what they say themselves: the request log, the
 * authentication log, offsets, commits and a verifying consumer.
 */
package io.streamgauge.matrix.broker;
