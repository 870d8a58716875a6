/**
 * From a packet source to exchanges: link decoding, reassembly, content detection and decoding put
 * together, one thread, packet time only.
 *
 * <p>It decides which flows are looked at and which side is the broker. It does not decide what an
 * exchange means; {@link io.streamgauge.agent.pipeline.ExchangeObserver}s do.
 */
package io.streamgauge.agent.pipeline;
