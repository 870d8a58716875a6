/**
 * Finds out whether a connection of unknown port and orientation speaks Kafka, and holds its
 * exchanges back until that is certain.
 *
 * <p>Knows what Kafka, TLS and other traffic look like in the first bytes; decodes nothing itself.
 */
package io.streamgauge.protocol.detect;
