package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.assembly.PendingDetails;

/** A request that waits for its answer. Pooled by the worker; linked into one queue at a time. */
final class PendingRequest {
  /** Null for an api that nobody lists or that has rules of its own. */
  KnownApi api;

  int apiKey;
  int apiVersion;
  int correlationId;
  String clientId;

  /** Size with the 4-byte prefix. */
  long bytes;

  /** Bytes of the request direction before it. */
  long position;

  long firstNanos;
  long lastNanos;

  /** Null for what has none; those of the exchange before while it waits in the worker's pool. */
  PendingDetails details;

  /** A gap or malformed bytes hid part of the request. */
  boolean damaged;

  /** A tentative response wrote into the details. */
  boolean responseTouched;

  /** The tentative reader that read a whole answer to this request; no other may claim it. */
  ResponseReader answeredBy;

  /**
   * Where the broker's direction stood when the request was complete: its bytes so far, gaps
   * included, without those put aside for a request that is still on its way; −1 before. If no
   * other answer was due then, its own begins exactly there, else behind it.
   */
  long answerFrom;

  /**
   * The first tentative reader of an answer to this request that began where a segment begins. What
   * it goes through is most likely its payload: no other is believed while it is alive.
   */
  ResponseReader claimedBy;

  /** The details hold what no confirmed frame said, and are not to be shown. */
  boolean spoiled;

  /** Counts how often this object was given back, so that who only borrowed it can tell. */
  int generation;

  PendingRequest next;

  /** The next in its chain of a {@link RequestIndex}. */
  PendingRequest nextOfSlot;

  /**
   * Takes over what the header of a request says that was read in one go; all that was before is
   * forgotten. References that stay the same are not written again, as a garbage collector makes
   * that dear.
   */
  @SuppressWarnings("ReferenceEquality") // whether it is the same object is the question
  void begin(
      KnownApi known,
      PendingDetails body,
      int id,
      String client,
      long size,
      long start,
      long nanos) {
    forget();
    if (api != known) {
      api = known;
    }
    if (details != body) {
      details = body;
    }
    if (clientId != client) {
      clientId = client;
    }
    apiKey = known.apiKey();
    apiVersion = known.apiVersion();
    correlationId = id;
    bytes = size;
    position = start;
    firstNanos = nanos;
    lastNanos = nanos;
  }

  void reset() {
    forget();
    api = null;
    details = null;
    apiKey = Exchange.UNKNOWN;
    apiVersion = Exchange.UNKNOWN;
    correlationId = 0;
    clientId = null;
    bytes = 0;
    position = 0;
    firstNanos = Exchange.NO_TIME;
    lastNanos = Exchange.NO_TIME;
  }

  /** What became of the request that it was before. */
  private void forget() {
    damaged = false;
    responseTouched = false;
    answeredBy = null;
    answerFrom = -1;
    claimedBy = null;
    spoiled = false;
    next = null;
    nextOfSlot = null;
  }
}
