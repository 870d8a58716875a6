package io.streamgauge.protocol.exchange;

/** How much of an exchange was seen. */
public enum ExchangeStatus {
  /** Request and response were both read. */
  COMPLETE,
  /** The request was seen and no response came, or none is due (Produce with acks=0). */
  NO_RESPONSE,
  /** A response without its request: api key, version and client id are unknown. */
  NO_REQUEST,
  /** A gap hid part of the exchange; what is filled in was really seen. */
  PARTIAL
}
