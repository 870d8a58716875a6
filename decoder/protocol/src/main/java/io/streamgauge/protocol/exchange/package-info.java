/**
 * Pairs requests with responses on one connection and hands them out as {@link
 * io.streamgauge.protocol.exchange.Exchange}s.
 *
 * <p>Knows correlation, gaps, resynchronisation, SASL phases and fetch sessions; knows neither TCP
 * nor what anybody does with an exchange.
 */
package io.streamgauge.protocol.exchange;
