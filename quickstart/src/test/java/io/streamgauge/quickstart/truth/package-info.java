/**
 * Streamgauge's figures held against what real clients, the broker and Kafka's own tools say.
 *
 * <p>The truth never comes from our own code: counts are those the test sent, sizes are the
 * producer's or the log's, lag is the Admin client's, requests are the broker's socket metrics.
 */
package io.streamgauge.quickstart.truth;
