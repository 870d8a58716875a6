package io.streamgauge.protocol.details.assembly;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.HeaderOnly;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.program.FieldSink;

/**
 * Turns the fields of a request and its response into {@link Details}. One per worker thread.
 *
 * <pre>{@code
 * PendingDetails pending = assembler.acquire(apiKey, apiVersion);
 * cursor.begin(program, remaining, assembler.requestSink(pending));    // the request's body
 * cursor.begin(program, remaining, assembler.responseSink(pending));   // the response's, later
 * Details details = assembler.details(pending);                        // as far as it was read
 * assembler.release(pending);                                          // always, exactly once
 * }</pre>
 *
 * <p>Never throws on any bytes. A body that breaks off leaves what was read before; elements of
 * lists that were not complete are left out, partition rows stay with what they have. Nothing is
 * allocated for partition apis once warm.
 */
public final class DetailsAssembler {

  public DetailsAssembler(DetailsPrograms programs, DetailsLimits limits) {}

  /**
   * A slot for an exchange.
   *
   * @param apiKey any key; one without details gives a slot that reads error codes only
   * @param apiVersion version of the request
   */
  public PendingDetails acquire(int apiKey, int apiVersion) {
    return new PendingDetails();
  }

  /**
   * Tells a SaslAuthenticate exchange the connection's mechanism. To be called before its request
   * is walked; without it no user name is read.
   *
   * @param mechanism as in SaslHandshake, or null if unknown
   */
  public void saslMechanism(PendingDetails pending, String mechanism) {}

  /** Where the request's fields go; valid until {@link #release}. */
  public FieldSink requestSink(PendingDetails pending) {
    return new FieldSink() {};
  }

  /**
   * Where the response's fields go; valid until {@link #release}. Asking for it says that a
   * response was seen.
   */
  public FieldSink responseSink(PendingDetails pending) {
    return new FieldSink() {};
  }

  /**
   * What was read so far. {@link PartitionDetails} are flyweights, valid until {@link #release};
   * everything else is immutable.
   */
  public Details details(PendingDetails pending) {
    return HeaderOnly.INSTANCE;
  }

  /**
   * The response's top-level error code, or else the first nested one that is not 0; 0 if the
   * response, as far as it was read, names none; {@link Details#NO_ERROR_CODE} without a response.
   */
  public int errorCode(PendingDetails pending) {
    return Details.NO_ERROR_CODE;
  }

  /** The response's throttle time in milliseconds; 0 if none. */
  public int throttleMillis(PendingDetails pending) {
    return 0;
  }

  /** Gives the slot back. Its sinks and flyweights must not be used any more. */
  public void release(PendingDetails pending) {}

  /**
   * Fetch and ShareFetch: the partitions that the request names (none in an unchanged incremental
   * session); other partition apis: as {@link #details}. Null for all other apis.
   */
  public PartitionDetails requested(PendingDetails pending) {
    return null;
  }

  /**
   * Fetch and ShareFetch: partitions that the request takes out of its session; topic, id and
   * partition are set. Null for all other apis.
   */
  public PartitionDetails forgotten(PendingDetails pending) {
    return null;
  }

  /**
   * Fills in where a Fetch reads a partition from, for rows whose {@code fetchOffset} is NONE
   * because the request left it to the session.
   *
   * @param row index into {@link #details}
   */
  public void fetchOffset(PendingDetails pending, int row, long offset) {}

  /** Record sets of this exchange whose records could not be counted, wholly or in part. */
  public int uncountableRecordSets(PendingDetails pending) {
    return 0;
  }

  /** What had to be left out so far. */
  public DetailsCounters counters() {
    return new DetailsCounters(0, 0, 0, 0, 0, 0);
  }
}
