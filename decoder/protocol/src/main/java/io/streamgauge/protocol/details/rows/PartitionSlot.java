package io.streamgauge.protocol.details.rows;

import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.wire.AnswerTally;
import io.streamgauge.protocol.details.wire.StringInterner;
import io.streamgauge.protocol.program.FieldSink;
import io.streamgauge.protocol.records.RecordScratch;

/**
 * The details of one exchange of a partition api, in flight. Reused; confined to one thread.
 *
 * <p>Fetch and ShareFetch answer with rows of their own; all others answer the request's rows, and
 * add rows for partitions that the request did not name (or whose names were lost).
 */
public final class PartitionSlot {
  final PartitionScalars scalars = new PartitionScalars();
  final AnswerTally tally;
  final RowList requested;
  final RowList answered;
  final RowList forgotten;

  private final Row dropped = new Row();
  private final RecordsReader records;
  private final RequestSink requestSink;
  private final ResponseSink responseSink;
  private final PartitionView joinedView;
  private final PartitionView requestedView;
  private final PartitionView answeredView;
  private final PartitionView forgottenView;
  private int apiKey;
  private boolean blind;

  public PartitionSlot(
      RowPool pool, StringInterner strings, RecordScratch scratch, AnswerTally tally) {
    this.tally = tally;
    this.requested = new RowList(pool);
    this.answered = new RowList(pool);
    this.forgotten = new RowList(pool);
    this.records = new RecordsReader(scratch);
    this.requestSink = new RequestSink(this, strings);
    this.responseSink = new ResponseSink(this, strings);
    this.joinedView = new PartitionView(scalars, requested, forgotten, false);
    this.requestedView = new PartitionView(scalars, requested, forgotten, true);
    this.answeredView = new PartitionView(scalars, answered, forgotten, false);
    this.forgottenView = new PartitionView(scalars, forgotten, forgotten, true);
  }

  /**
   * Prepares for an exchange of an api of {@link PartitionApis}.
   *
   * @param blind whether only its errors and throttle time are wanted
   */
  public void begin(int apiKey, boolean blind) {
    this.apiKey = apiKey;
    this.blind = blind;
  }

  public FieldSink requestSink() {
    return requestSink;
  }

  public FieldSink responseSink() {
    return responseSink;
  }

  /** What was read so far. */
  public PartitionDetails details() {
    records.finish();
    return isFetch() && tally.isAnswered() ? answeredView : joinedView;
  }

  /** The request's rows; for other apis than Fetch and ShareFetch joined with the answer. */
  public PartitionDetails requested() {
    return requestedView;
  }

  /** Fetch, ShareFetch: partitions taken out of the session. */
  public PartitionDetails forgotten() {
    return forgottenView;
  }

  /** Sets where a row of {@link #details} is read from, if it is not known. */
  public void fetchOffset(int row, long offset) {
    Row target = (isFetch() && tally.isAnswered() ? answered : requested).get(row);
    if (target.fetchOffset() == Row.NONE) {
      target.cells[RowCell.FETCH_OFFSET] = offset;
    }
  }

  public int uncountableRecordSets() {
    records.finish();
    return records.uncountable();
  }

  /**
   * Forgets what the answer said.
   *
   * @return false if it was written over what the request said, so that it cannot be told apart
   */
  public boolean forgetResponse() {
    if (!isFetch()) {
      return false;
    }
    records.reset();
    answered.clear();
    responseSink.reset();
    scalars.answeredSessionId = 0;
    return true;
  }

  /** The request was not read to its end: who asked may have been in what is missing. */
  public void requestDamaged() {
    if (!scalars.replicaRead) {
      scalars.cells[PartitionScalars.REPLICA_ID] = PartitionDetails.UNKNOWN_REPLICA;
    }
  }

  /** Forgets the exchange and gives its rows back. */
  public void clear() {
    records.reset();
    answered.clear();
    forgotten.clear();
    requested.clear();
    scalars.reset();
    requestSink.reset();
    responseSink.reset();
  }

  boolean isFetch() {
    return PartitionApis.isFetch(apiKey);
  }

  boolean isProduce() {
    return apiKey == PartitionApis.PRODUCE;
  }

  RecordsReader records() {
    return records;
  }

  /** A row of {@code list}, named: where it is; −1, which nobody sees, when there is no room. */
  int add(RowList list, Subject subject, int partition) {
    int held = requested.size() + answered.size() + forgotten.size();
    Row row = blind ? null : list.add(held);
    if (row == null) {
      return -1;
    }
    row.name(groupOf(subject), subject.topic, subject.topicIdHigh, subject.topicIdLow, partition);
    return list.size() - 1;
  }

  /** A row of {@code list}; one that nobody sees for −1. */
  Row row(RowList list, int at) {
    return at < 0 ? dropped : list.get(at);
  }

  /** The rows that a response is about. */
  RowList answers() {
    return isFetch() ? answered : requested;
  }

  /** Where the request's row for a partition is, or −1. */
  int find(Subject subject, int partition) {
    return requested.find(
        groupOf(subject), subject.topic, subject.topicIdHigh, subject.topicIdLow, partition);
  }

  private String groupOf(Subject subject) {
    return subject.group == null ? scalars.groupId : subject.group;
  }

  /** What the rows that follow are about, as the walk has come to it. */
  static final class Subject {
    String group;
    String topic;
    long topicIdHigh;
    long topicIdLow;

    void reset() {
      group = null;
      topic(null);
    }

    void topic(String name) {
      topic = name;
      topicIdHigh = 0;
      topicIdLow = 0;
    }

    void topicId(long high, long low) {
      topic = null;
      topicIdHigh = high;
      topicIdLow = low;
    }
  }
}
