/**
 * Single values of a body, taken from wire bytes to Java: ids, strings, user names.
 *
 * <p>Knows bytes and bounds; knows neither messages nor what a value is for.
 */
package io.streamgauge.protocol.details.value;
