/**
 * Takes single values from wire bytes to Java: strings, user names, error codes.
 *
 * <p>Internal. Knows bytes and bounds; knows neither messages nor what a value is for.
 */
package io.streamgauge.protocol.details.wire;
