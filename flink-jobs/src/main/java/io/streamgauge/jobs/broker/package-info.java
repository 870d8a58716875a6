/**
 * What brokers have to do: requests in flight per api, pressure, and advice on their number.
 *
 * <p>Two stages, by broker and then by cluster. What pressure means is decided in {@code
 * io.streamgauge.jobs.scaling}.
 */
package io.streamgauge.jobs.broker;
