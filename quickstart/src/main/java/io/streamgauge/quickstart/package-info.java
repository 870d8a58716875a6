/**
 * The {@code streamgauge} command: {@link io.streamgauge.quickstart.Main} ties the commands of all
 * modules together, adds {@code demo} and {@code analyze}, and is where the end-to-end tests live.
 *
 * <p>Nothing is measured here. What decides (decoding, lag, metrics) is in the modules below; this
 * one starts them, stops them and prints what they found.
 */
package io.streamgauge.quickstart;
