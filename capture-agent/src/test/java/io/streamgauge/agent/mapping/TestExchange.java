package io.streamgauge.agent.mapping;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.HeaderOnly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeRecord;
import io.streamgauge.protocol.exchange.ExchangeStatus;

/** Builds exchanges: answered within a millisecond, 100 bytes there, 200 back, unless told. */
final class TestExchange {
  static final long START = 1_700_000_000_000_000_000L;
  static final long MILLI = 1_000_000L;

  private final int apiKey;
  private long requestNanos = START;
  private long latency = MILLI;
  private String clientId = "app";
  private int errorCode;
  private Details details = HeaderOnly.INSTANCE;
  private boolean answered = true;
  private int throttle;
  private boolean waits;
  private boolean damaged;

  private TestExchange(int apiKey) {
    this.apiKey = apiKey;
  }

  static TestExchange of(int apiKey) {
    return new TestExchange(apiKey);
  }

  static TestExchange of(int apiKey, Details details) {
    TestExchange exchange = new TestExchange(apiKey);
    exchange.details = details;
    return exchange;
  }

  TestExchange at(long nanos) {
    requestNanos = nanos;
    return this;
  }

  TestExchange client(String id) {
    clientId = id;
    return this;
  }

  TestExchange error(int code) {
    errorCode = code;
    return this;
  }

  TestExchange unanswered() {
    answered = false;
    return this;
  }

  TestExchange throttled(int millis) {
    throttle = millis;
    return this;
  }

  TestExchange takes(long nanos) {
    latency = nanos;
    return this;
  }

  /** The broker took the whole time to wait on purpose. */
  TestExchange waits() {
    waits = true;
    return this;
  }

  /** A gap hid part of it. */
  TestExchange damaged() {
    damaged = true;
    return this;
  }

  private ExchangeStatus status() {
    if (damaged) {
      return ExchangeStatus.PARTIAL;
    }
    return answered ? ExchangeStatus.COMPLETE : ExchangeStatus.NO_RESPONSE;
  }

  ExchangeRecord build() {
    long end = requestNanos + latency;
    return new ExchangeRecord(
        status(),
        apiKey,
        "Api" + apiKey,
        7,
        1,
        clientId,
        100,
        answered ? 200 : Exchange.UNKNOWN,
        requestNanos,
        requestNanos,
        answered ? end : Exchange.NO_TIME,
        answered ? end : Exchange.NO_TIME,
        answered ? latency : Exchange.UNKNOWN,
        answered ? (waits ? 0 : latency) : Exchange.UNKNOWN,
        answered ? (waits ? latency : 0) : Exchange.UNKNOWN,
        answered ? errorCode : Exchange.NO_ERROR_CODE,
        throttle,
        details);
  }
}
