/**
 * Declarative capture of message fields into small trees, for the apis that are not hot.
 *
 * <p>A {@link io.streamgauge.protocol.details.capture.CaptureSpec} names the wanted paths of an
 * api's request and response and how to make a value of what was captured; {@link
 * io.streamgauge.protocol.details.capture.CaptureTable} turns all specs into field ids; {@link
 * io.streamgauge.protocol.details.capture.CaptureSlot} gathers one exchange. What an api's fields
 * mean is not known here.
 */
package io.streamgauge.protocol.details.capture;
