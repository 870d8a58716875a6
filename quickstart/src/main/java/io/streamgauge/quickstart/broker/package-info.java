/**
 * A Kafka broker inside this JVM, for the demo and the end-to-end tests.
 *
 * <p>Not for production: one node, no replication, its data is deleted when it closes.
 */
package io.streamgauge.quickstart.broker;
