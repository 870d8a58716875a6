package io.streamgauge.agent.mapping;

/** The api keys that this package looks at. Source: the message schemas of kafka-clients. */
final class ApiKeys {
  static final int PRODUCE = 0;
  static final int FETCH = 1;
  static final int LIST_OFFSETS = 2;
  static final int METADATA = 3;
  static final int LEADER_AND_ISR = 4;
  static final int UPDATE_METADATA = 6;
  static final int OFFSET_COMMIT = 8;
  static final int OFFSET_FETCH = 9;
  static final int JOIN_GROUP = 11;
  static final int HEARTBEAT = 12;
  static final int LEAVE_GROUP = 13;
  static final int SYNC_GROUP = 14;
  static final int DESCRIBE_GROUPS = 15;
  static final int SASL_HANDSHAKE = 17;
  static final int API_VERSIONS = 18;
  static final int CREATE_TOPICS = 19;
  static final int DELETE_TOPICS = 20;
  static final int DELETE_RECORDS = 21;
  static final int INIT_PRODUCER_ID = 22;
  static final int END_TXN = 26;
  static final int WRITE_TXN_MARKERS = 27;
  static final int TXN_OFFSET_COMMIT = 28;
  static final int DESCRIBE_CONFIGS = 32;
  static final int SASL_AUTHENTICATE = 36;
  static final int DELETE_GROUPS = 42;
  static final int OFFSET_DELETE = 47;
  static final int DESCRIBE_CLUSTER = 60;
  static final int CONSUMER_GROUP_HEARTBEAT = 68;
  static final int CONSUMER_GROUP_DESCRIBE = 69;
  static final int DESCRIBE_TOPIC_PARTITIONS = 75;
  static final int SHARE_GROUP_HEARTBEAT = 76;
  static final int SHARE_GROUP_DESCRIBE = 77;
  static final int SHARE_FETCH = 78;
  static final int READ_SHARE_GROUP_STATE = 84;
  static final int WRITE_SHARE_GROUP_STATE = 85;
  static final int STREAMS_GROUP_HEARTBEAT = 88;
  static final int DESCRIBE_SHARE_GROUP_OFFSETS = 90;
  static final int ALTER_SHARE_GROUP_OFFSETS = 91;
  static final int DELETE_SHARE_GROUP_OFFSETS = 92;

  private ApiKeys() {}
}
