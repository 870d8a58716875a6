/**
 * The matrix of real clients: drives them through scenarios against real brokers, captures them
 * live on loopback, and holds what the decoder saw against what brokers and clients say.
 *
 * <p>It measures a loss-free link; what lost packets do is the business of the capture agent's own
 * tests.
 */
package io.streamgauge.matrix;
