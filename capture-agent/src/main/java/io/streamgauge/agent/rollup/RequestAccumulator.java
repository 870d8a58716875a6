package io.streamgauge.agent.rollup;

import io.streamgauge.events.BatchTables;
import io.streamgauge.events.ClientRef;
import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.v1.ErrorCount;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.RequestRollup;
import java.util.Arrays;

/** Requests of one listener, client, api and version. */
public final class RequestAccumulator extends Accumulator {
  private static final int FEW_ERRORS = 4;

  private final ListenerState listener;
  private final ClientRef client;
  private final int apiKey;
  private final int apiVersion;
  private final ExponentialHistogram brokerTime = new ExponentialHistogram();
  private final ExponentialHistogram waitTime = new ExponentialHistogram();
  private long requests;
  private long responses;
  private long requestBytes;
  private long responseBytes;
  private long throttleMillis;
  private long unanswered;
  private long fireAndForget;
  private long inflightByteMicros;
  private long connections;
  private int errorCodes;
  private int[] codes = new int[FEW_ERRORS];
  private long[] counts = new long[FEW_ERRORS];

  RequestAccumulator(ListenerState listener, ClientRef client, int apiKey, int apiVersion) {
    this.listener = listener;
    this.client = client;
    this.apiKey = apiKey;
    this.apiVersion = apiVersion;
  }

  /** Whether it sums up this api in this version. */
  boolean isOf(int key, int version) {
    return apiKey == key && apiVersion == version;
  }

  /** One request of this size in bytes; 0 if the size is unknown. */
  public void addRequest(long bytes) {
    requests++;
    requestBytes += bytes;
  }

  /** One response of this size in bytes, and the throttle time it told. */
  public void addResponse(long bytes, int throttle) {
    responses++;
    responseBytes += bytes;
    throttleMillis += throttle;
  }

  /** The error code of a response; 0 is success. */
  public void addError(int code) {
    for (int i = 0; i < errorCodes; i++) {
      if (codes[i] == code) {
        counts[i]++;
        return;
      }
    }
    if (errorCodes == codes.length) {
      // Kafka has some 140 error codes; a version of the future may have more.
      codes = Arrays.copyOf(codes, codes.length * 2);
      counts = Arrays.copyOf(counts, counts.length * 2);
    }
    codes[errorCodes] = code;
    counts[errorCodes] = 1;
    errorCodes++;
  }

  /** Nanoseconds the broker worked. */
  public void addBrokerTime(long nanos) {
    brokerTime.record(nanos);
  }

  /** Nanoseconds the broker waited on purpose. */
  public void addWaitTime(long nanos) {
    waitTime.record(nanos);
  }

  /** The broker had a request of this size in bytes for so long. */
  public void addInflight(long bytes, long nanos) {
    inflightByteMicros += bytes * (nanos / 1_000);
  }

  /** A request got no answer although one was due. */
  public void addUnanswered() {
    unanswered++;
  }

  /** A request asked for no answer. */
  public void addFireAndForget() {
    fireAndForget++;
  }

  /** A request was the first of a connection that was seen to be opened. */
  public void addConnection() {
    connections++;
  }

  @Override
  void write(BatchTables tables, Event.Builder event) {
    event.setListener(tables.listener(listener.ref()));
    RequestRollup.Builder rollup =
        event
            .getRequestsBuilder()
            .setClient(tables.client(client))
            .setApiKey(apiKey)
            .setApiVersion(apiVersion)
            .setRequests(requests)
            .setResponses(responses)
            .setRequestBytes(requestBytes)
            .setResponseBytes(responseBytes)
            .setThrottleMillis(throttleMillis)
            .setUnanswered(unanswered)
            .setFireAndForget(fireAndForget)
            .setInflightByteMicros(inflightByteMicros)
            .setConnections(connections);
    for (int i = 0; i < errorCodes; i++) {
      rollup.addErrors(ErrorCount.newBuilder().setCode(codes[i]).setCount(counts[i]));
    }
    if (!brokerTime.isEmpty()) {
      rollup.setBrokerTime(Histograms.toProto(brokerTime));
    }
    if (!waitTime.isEmpty()) {
      rollup.setWaitTime(Histograms.toProto(waitTime));
    }
  }

  @Override
  void clear() {
    requests = 0;
    responses = 0;
    requestBytes = 0;
    responseBytes = 0;
    throttleMillis = 0;
    unanswered = 0;
    fireAndForget = 0;
    inflightByteMicros = 0;
    connections = 0;
    errorCodes = 0;
    brokerTime.clear();
    waitTime.clear();
  }
}
