/**
 * Single values that details are made of and Java has no type for.
 *
 * <p>API. Values only: how they are read is {@code details.wire}'s.
 */
package io.streamgauge.protocol.details.value;
