package io.streamgauge.protocol.details.assembly;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.HeaderOnly;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.details.capture.CaptureContext;
import io.streamgauge.protocol.details.rows.PartitionApis;
import io.streamgauge.protocol.details.rows.PartitionSlot;
import io.streamgauge.protocol.details.rows.RowPool;
import io.streamgauge.protocol.details.wire.AnswerTally;
import io.streamgauge.protocol.details.wire.StringInterner;
import io.streamgauge.protocol.program.FieldSink;
import io.streamgauge.protocol.records.RecordScratch;

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
  /** Vendors' keys, of which nothing is known, share one pool. */
  private static final int MAX_API_KEY = 127;

  /** Of all apis together: there are a hundred, and one burst of each must not stay for ever. */
  private static final int MAX_IDLE_SLOTS = 4096;

  private final DetailsPrograms programs;
  private final StringInterner strings;
  private final RowPool rows;
  private final CaptureContext captures;
  private final RecordScratch scratch = new RecordScratch();
  private final SlotPool.Room room = new SlotPool.Room(MAX_IDLE_SLOTS);
  private final SlotPool partitionSlots;

  /** One per api, so that each slot's structures fit the next exchange; made when first needed. */
  private final SlotPool[] captureSlots;

  private final int maxSlots;
  private int inFlight;
  private long slotsRefused;
  private long recordSetsUncountable;

  public DetailsAssembler(DetailsPrograms programs, DetailsLimits limits) {
    this.programs = programs;
    this.maxSlots = limits.maxSlots();
    this.strings = new StringInterner(limits.maxInternedStrings(), limits.maxInternedBytes());
    this.rows = new RowPool(limits.maxRowsPerExchange(), limits.maxRows());
    this.captures =
        new CaptureContext(
            programs.captures(),
            programs.programs(),
            strings,
            limits.maxValuesPerExchange(),
            limits.maxValues());
    this.partitionSlots = new SlotPool(room, this::newPartitionSlot);
    this.captureSlots = new SlotPool[MAX_API_KEY + 2];
  }

  /**
   * A slot for an exchange.
   *
   * @param apiKey any key; one without details gives a slot that reads error codes only
   * @param apiVersion version of the request
   */
  public PendingDetails acquire(int apiKey, int apiVersion) {
    boolean refused = inFlight >= maxSlots;
    boolean partitions = PartitionApis.contains(apiKey);
    inFlight++;
    if (refused && (partitions || programs.captures().contains(apiKey))) {
      slotsRefused++;
    }
    if (partitions) {
      PendingDetails pending = partitionSlots.take();
      pending.isRefused = refused;
      pending.rows.begin(apiKey, refused);
      return pending;
    }
    PendingDetails pending = captureSlots(apiKey).take();
    pending.capture.begin(refused ? -1 : apiKey);
    return pending;
  }

  /**
   * Tells a SaslAuthenticate exchange the connection's mechanism. To be called before its request
   * is walked; without it no user name is read.
   *
   * @param mechanism as in SaslHandshake, or null if unknown
   */
  public void saslMechanism(PendingDetails pending, String mechanism) {
    pending.saslMechanism = mechanism;
    if (pending.capture != null) {
      pending.capture.saslMechanism(mechanism);
    }
  }

  /** Where the request's fields go; valid until {@link #release}. */
  public FieldSink requestSink(PendingDetails pending) {
    return pending.rows != null ? pending.rows.requestSink() : pending.capture.requestSink();
  }

  /**
   * Where the response's fields go; valid until {@link #release}. Asking for it says that a
   * response was seen.
   */
  public FieldSink responseSink(PendingDetails pending) {
    pending.tally.answered();
    return pending.rows != null ? pending.rows.responseSink() : pending.capture.responseSink();
  }

  /** The request was not read to its end; what it did not come to say is unknown. */
  public void requestDamaged(PendingDetails pending) {
    if (pending.rows != null) {
      pending.rows.requestDamaged();
    }
  }

  /**
   * Forgets what was read of a response, which turned out to be none.
   *
   * @return false if that cannot be undone
   */
  public boolean forgetResponse(PendingDetails pending) {
    if (pending.rows != null && !pending.rows.forgetResponse()) {
      return false;
    }
    if (pending.capture != null) {
      pending.capture.forgetResponse();
    }
    pending.tally.reset();
    return true;
  }

  /**
   * What was read so far; to be asked for when no more of the exchange will come. {@link
   * PartitionDetails} are flyweights, valid until {@link #release}; everything else is immutable.
   */
  public Details details(PendingDetails pending) {
    if (pending.rows != null) {
      return pending.isRefused ? HeaderOnly.INSTANCE : pending.rows.details();
    }
    Object made = pending.capture.make();
    if (made instanceof SaslAuthenticateDetails sasl) {
      return sasl.withMechanism(pending.saslMechanism);
    }
    return made instanceof Details details ? details : HeaderOnly.INSTANCE;
  }

  /**
   * The response's top-level error code, or else the first nested one that is not 0; 0 if the
   * response, as far as it was read, names none; {@link Details#NO_ERROR_CODE} without a response.
   */
  public int errorCode(PendingDetails pending) {
    return pending.tally.errorCode();
  }

  /** The response's throttle time in milliseconds; 0 if none. */
  public int throttleMillis(PendingDetails pending) {
    return pending.tally.throttleMillis();
  }

  /** Gives the slot back. Its sinks and flyweights must not be used any more. */
  public void release(PendingDetails pending) {
    if (pending.isFree) {
      return;
    }
    inFlight--;
    pending.saslMechanism = null;
    if (pending.rows != null) {
      recordSetsUncountable += pending.rows.uncountableRecordSets();
      pending.rows.clear();
      pending.tally.reset();
      partitionSlots.giveBack(pending);
    } else {
      pending.capture.clear();
      pending.tally.reset();
      captureSlots(pending.apiKey).giveBack(pending);
    }
  }

  private SlotPool captureSlots(int apiKey) {
    int at = apiKey >= 0 && apiKey <= MAX_API_KEY ? apiKey : MAX_API_KEY + 1;
    SlotPool pool = captureSlots[at];
    if (pool == null) {
      pool = new SlotPool(room, () -> newCaptureSlot(apiKey));
      captureSlots[at] = pool;
    }
    return pool;
  }

  /**
   * Fetch and ShareFetch: the partitions that the request names (none in an unchanged incremental
   * session); other partition apis: as {@link #details}. Null for all other apis.
   */
  public PartitionDetails requested(PendingDetails pending) {
    return pending.rows == null ? null : pending.rows.requested();
  }

  /**
   * Fetch and ShareFetch: partitions that the request takes out of its session; topic, id and
   * partition are set. Null for all other apis.
   */
  public PartitionDetails forgotten(PendingDetails pending) {
    return pending.rows == null ? null : pending.rows.forgotten();
  }

  /**
   * Fills in where a Fetch reads a partition from, for rows whose {@code fetchOffset} is NONE
   * because the request left it to the session.
   *
   * @param row index into {@link #details}
   */
  public void fetchOffset(PendingDetails pending, int row, long offset) {
    if (pending.rows != null) {
      pending.rows.fetchOffset(row, offset);
    }
  }

  /** Record sets of this exchange whose records could not be counted, wholly or in part. */
  public int uncountableRecordSets(PendingDetails pending) {
    return pending.rows == null ? 0 : pending.rows.uncountableRecordSets();
  }

  /** What had to be left out so far. */
  public DetailsCounters counters() {
    return new DetailsCounters(
        slotsRefused,
        rows.dropped(),
        captures.valuesDropped(),
        recordSetsUncountable,
        strings.evictions(),
        captures.regionsMalformed());
  }

  /** Slots that were acquired and not released. */
  public int exchangesInFlight() {
    return inFlight;
  }

  /** Partition rows that exchanges in flight hold. */
  public int rowsLent() {
    return rows.lent();
  }

  /** Captured values that exchanges in flight hold. */
  public int valuesHeld() {
    return captures.valuesHeld();
  }

  /** Slots that wait for their next exchange. */
  int idleSlots() {
    return room.idle();
  }

  /** Whether all slots were released. */
  boolean isIdle() {
    return inFlight == 0 && rows.lent() == 0 && captures.valuesHeld() == 0;
  }

  private PendingDetails newPartitionSlot() {
    AnswerTally tally = new AnswerTally(Details.NO_ERROR_CODE);
    return PendingDetails.ofRows(tally, new PartitionSlot(rows, strings, scratch, tally));
  }

  private PendingDetails newCaptureSlot(int apiKey) {
    return PendingDetails.ofCapture(apiKey, new AnswerTally(Details.NO_ERROR_CODE), captures);
  }
}
