package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.Details;

/**
 * One request and its response.
 *
 * <p>A flyweight: valid only during {@link ExchangeListener#onExchange}, together with everything
 * it returns except strings. {@link #toRecord()} makes a copy that may be kept. Times are
 * nanoseconds since the Unix epoch, taken from the packets that carried the bytes.
 */
public interface Exchange {
  /** Stands for a time that was not seen. */
  long NO_TIME = Long.MIN_VALUE;

  /** Stands for a size, count or duration that was not seen. */
  int UNKNOWN = -1;

  /** Stands for an error code when no response was seen. */
  int NO_ERROR_CODE = Integer.MIN_VALUE;

  /** How much of it was seen; not null. */
  ExchangeStatus status();

  /** The api key, 0 to 32767, or {@link #UNKNOWN} when the request was not seen. */
  int apiKey();

  /**
   * Kafka's own name of the api, such as {@code Fetch}; {@code Unknown} for a key nobody published.
   */
  String apiName();

  /** The api version of the request, or {@link #UNKNOWN}. */
  int apiVersion();

  /** The correlation id; any int, brokers echo it. */
  int correlationId();

  /** The client id of the request header, or null if it was null or the request was not seen. */
  String clientId();

  /** Size of the request frame with its 4-byte size prefix, or {@link #UNKNOWN}. */
  long requestBytes();

  /** Size of the response frame with its 4-byte size prefix, or {@link #UNKNOWN}. */
  long responseBytes();

  /** Time of the request's first byte, or {@link #NO_TIME}. */
  long requestFirstNanos();

  /** Time of the request's last byte, or {@link #NO_TIME}. */
  long requestLastNanos();

  /** Time of the response's first byte, or {@link #NO_TIME}. */
  long responseFirstNanos();

  /** Time of the response's last byte, or {@link #NO_TIME}. */
  long responseLastNanos();

  /**
   * Last request byte to last response byte in nanoseconds, raw, or {@link #UNKNOWN}; 0 or more.
   */
  long latencyNanos();

  /**
   * Time the broker worked: from the later of the last request byte and the last byte of the
   * previous response on the connection to the first response byte, without the mute time after
   * throttling (KIP-219) and without {@link #waitNanos()}. Nanoseconds, or {@link #UNKNOWN}.
   */
  long brokerNanos();

  /**
   * Time the broker waited on purpose (Fetch, ShareFetch, JoinGroup, SyncGroup), in nanoseconds; 0
   * for every other api, {@link #UNKNOWN} without a response.
   */
  long waitNanos();

  /**
   * The top-level error code, or the first partition's (topic's, group's, ...) that is not 0;
   * {@link #NO_ERROR_CODE} without a readable response. Names: {@link ErrorNames}.
   */
  int errorCode();

  /**
   * The throttle time the broker imposed, in milliseconds; 0 if none or the version has no such
   * field.
   */
  int throttleMillis();

  /**
   * What the bodies carried; {@link io.streamgauge.protocol.details.HeaderOnly} where nothing is of
   * use.
   */
  Details details();

  /**
   * Fetch: the session (KIP-227) that this exchange opened or continued, as it stands after it. All
   * its partitions were renewed, also those that the response leaves out because nothing changed.
   * Null without a session, after an error, for other apis and in an {@link ExchangeRecord}.
   */
  default FetchSession fetchSession() {
    return null;
  }

  /** A copy that stays valid. */
  ExchangeRecord toRecord();
}
