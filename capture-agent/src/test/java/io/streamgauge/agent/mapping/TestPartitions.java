package io.streamgauge.agent.mapping;

import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.details.value.KafkaUuid;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Partition details that a test writes down field by field. */
final class TestPartitions implements PartitionDetails {
  private final List<TestRow> rows = new ArrayList<>();
  short acks = Short.MIN_VALUE;
  byte isolation = -1;
  int replicaId = -1;
  private final List<TestRow> forgotten = new ArrayList<>();
  int sessionId;
  int sessionEpoch = 1;
  String groupId;
  String memberId;
  int generation = -1;
  String transactionalId;
  long producerId = -1;
  short producerEpoch = -1;

  /** Adds a row and returns it for filling. */
  TestRow row(String topic, int partition) {
    TestRow row = new TestRow(topic, partition);
    rows.add(row);
    return row;
  }

  TestPartitions acks(int value) {
    acks = (short) value;
    return this;
  }

  TestPartitions isolation(int value) {
    isolation = (byte) value;
    return this;
  }

  TestPartitions replica(int value) {
    replicaId = value;
    return this;
  }

  TestPartitions session(int value) {
    sessionId = value;
    return this;
  }

  TestPartitions epoch(int value) {
    sessionEpoch = value;
    return this;
  }

  TestPartitions forgets(String topic, int partition) {
    forgotten.add(new TestRow(topic, partition));
    return this;
  }

  TestPartitions group(String group, String member, int generationId) {
    groupId = group;
    memberId = member;
    generation = generationId;
    return this;
  }

  TestPartitions transaction(String id, long producer, int epoch) {
    transactionalId = id;
    producerId = producer;
    producerEpoch = (short) epoch;
    return this;
  }

  @Override
  public short acks() {
    return acks;
  }

  @Override
  public byte isolation() {
    return isolation;
  }

  @Override
  public int replicaId() {
    return replicaId;
  }

  @Override
  public int maxWaitMillis() {
    return -1;
  }

  @Override
  public int minBytes() {
    return -1;
  }

  @Override
  public int sessionId() {
    return sessionId;
  }

  @Override
  public int sessionEpoch() {
    return sessionEpoch;
  }

  @Override
  public int forgottenSize() {
    return forgotten.size();
  }

  @Override
  public PartitionRow forgotten(int index) {
    return forgotten.get(index);
  }

  @Override
  public String groupId() {
    return groupId;
  }

  @Override
  public String memberId() {
    return memberId;
  }

  @Override
  public int generation() {
    return generation;
  }

  @Override
  public String transactionalId() {
    return transactionalId;
  }

  @Override
  public long producerId() {
    return producerId;
  }

  @Override
  public short producerEpoch() {
    return producerEpoch;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public PartitionRow row(int index) {
    return rows.get(index);
  }

  @Override
  public PartitionDetails copy() {
    return this;
  }

  /** One row; what is not set was not on the wire. */
  static final class TestRow implements PartitionRow {
    private static final Long ABSENT = NONE;
    private static final Long ZERO = 0L;

    private final String topic;
    private final int partition;
    private final Map<String, Long> values = new HashMap<>();
    private int errorCode;
    private KafkaUuid topicId = KafkaUuid.ZERO;
    private String groupId;

    private TestRow(String topic, int partition) {
      this.topic = topic;
      this.partition = partition;
    }

    TestRow error(int code) {
      errorCode = code;
      return this;
    }

    TestRow unanswered() {
      errorCode = Exchange.NO_ERROR_CODE;
      return this;
    }

    TestRow id(KafkaUuid id) {
      topicId = id;
      return this;
    }

    TestRow group(String group) {
      groupId = group;
      return this;
    }

    TestRow set(String field, long value) {
      values.put(field, value);
      return this;
    }

    private long value(String field) {
      return values.getOrDefault(field, ABSENT);
    }

    @Override
    public String topic() {
      return topic;
    }

    @Override
    public long topicIdHigh() {
      return topicId.high();
    }

    @Override
    public long topicIdLow() {
      return topicId.low();
    }

    @Override
    public String groupId() {
      return groupId;
    }

    @Override
    public int partition() {
      return partition;
    }

    @Override
    public int errorCode() {
      return errorCode;
    }

    @Override
    public long records() {
      return value("records");
    }

    @Override
    public long batches() {
      return value("batches");
    }

    @Override
    public long bytes() {
      return value("bytes");
    }

    @Override
    public long truncatedBytes() {
      return values.getOrDefault("truncated", ZERO);
    }

    @Override
    public long fetchOffset() {
      return value("fetch");
    }

    @Override
    public long baseOffset() {
      return value("base");
    }

    @Override
    public long nextOffset() {
      return value("next");
    }

    @Override
    public long trailingControlRecords() {
      return value("trailing");
    }

    @Override
    public long highWatermark() {
      return value("hw");
    }

    @Override
    public long lastStableOffset() {
      return value("lso");
    }

    @Override
    public long logStartOffset() {
      return value("start");
    }

    @Override
    public long committedOffset() {
      return value("committed");
    }

    @Override
    public long offset() {
      return value("offset");
    }

    @Override
    public long timestamp() {
      return value("timestamp");
    }

    @Override
    public long leaderEpoch() {
      return value("epoch");
    }

    @Override
    public long maxTimestamp() {
      return value("time");
    }

    @Override
    public long magic() {
      return 2;
    }

    @Override
    public long acquiredRecords() {
      return value("acquired");
    }

    @Override
    public int codecs() {
      return 1;
    }
  }
}
