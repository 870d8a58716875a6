package io.streamgauge.matrix.client;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.List;
import java.util.function.Consumer;

/**
 * One thing that one client does; the fields are those of {@code client-matrix/drivers/README.md}.
 * Immutable once made.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY, getterVisibility = Visibility.NONE)
public final class Scenario {
  private final String name;
  private final String action;
  private String clientId;
  private String topic;
  private String group;
  private int partitions = 3;
  private int records = 60;
  private int recordBytes = 100;
  private int headers;
  private String codec = "none";
  private String acks = "all";
  private boolean idempotent;
  private String transactionalId;
  private String outcome = "commit";
  private boolean commitOffsetsInTransaction;
  private String groupProtocol = "classic";
  private String instanceId;
  private String isolation = "read_uncommitted";
  private String acknowledgement = "implicit";
  private Security security;
  private int timeoutSeconds = 30;

  /** Not for the driver: whether only Java's drivers know what it asks for. */
  private transient boolean javaOnly;

  private Scenario(String name, String action) {
    this.name = name;
    this.action = action;
  }

  private Scenario(Scenario other) {
    this(other.name, other.action);
    clientId = other.clientId;
    topic = other.topic;
    group = other.group;
    partitions = other.partitions;
    records = other.records;
    recordBytes = other.recordBytes;
    headers = other.headers;
    codec = other.codec;
    acks = other.acks;
    idempotent = other.idempotent;
    transactionalId = other.transactionalId;
    outcome = other.outcome;
    commitOffsetsInTransaction = other.commitOffsetsInTransaction;
    groupProtocol = other.groupProtocol;
    instanceId = other.instanceId;
    isolation = other.isolation;
    acknowledgement = other.acknowledgement;
    security = other.security;
    timeoutSeconds = other.timeoutSeconds;
    javaOnly = other.javaOnly;
  }

  /** A scenario for any client; what it writes and reads is named after {@code topic}. */
  static Scenario of(String name, String action, String topic) {
    return new Scenario(name, action).with(copy -> copy.topic = topic);
  }

  private Scenario with(Consumer<Scenario> change) {
    Scenario copy = new Scenario(this);
    change.accept(copy);
    return copy;
  }

  /** The same for one client: ids, topic and group are its own, so that nothing is shared. */
  public Scenario of(Client client) {
    return with(
        copy -> {
          copy.clientId = "matrix." + client.id() + "." + name;
          copy.topic = client.id() + "." + topic;
          copy.group = "group." + client.id() + "." + name;
          copy.transactionalId = action.equals("transact") ? "txn." + copy.clientId : null;
        });
  }

  Scenario codec(String value) {
    return with(copy -> copy.codec = value);
  }

  Scenario acks(String value) {
    return with(copy -> copy.acks = value);
  }

  Scenario idempotent() {
    return with(copy -> copy.idempotent = true);
  }

  Scenario outcome(String value) {
    return with(copy -> copy.outcome = value);
  }

  Scenario offsetsInTransaction() {
    return with(copy -> copy.commitOffsetsInTransaction = true);
  }

  Scenario groupProtocol(String value) {
    return with(copy -> copy.groupProtocol = value);
  }

  Scenario isolation(String value) {
    return with(copy -> copy.isolation = value);
  }

  Scenario acknowledgement(String value) {
    return with(copy -> copy.acknowledgement = value);
  }

  Scenario instanceId(String value) {
    return with(copy -> copy.instanceId = value);
  }

  Scenario headers(int count) {
    return with(copy -> copy.headers = count);
  }

  Scenario sized(int count, int bytes) {
    return with(
        copy -> {
          copy.records = count;
          copy.recordBytes = bytes;
        });
  }

  Scenario javaOnly() {
    return with(copy -> copy.javaOnly = true);
  }

  Scenario mechanism(String mechanism) {
    return with(copy -> copy.security = Security.of(mechanism));
  }

  /** Its name, unique among the scenarios of a client. */
  public String name() {
    return name;
  }

  /** {@code produce}, {@code consume}, {@code assign}, {@code transact} or {@code share}. */
  public String action() {
    return action;
  }

  /** The client id that all its requests carry; unique in the matrix. */
  public String clientId() {
    return clientId;
  }

  /** The topic it writes to or reads from. */
  public String topic() {
    return topic;
  }

  /** The group it may join; its alone. */
  public String group() {
    return group;
  }

  /** Partitions of its topic. */
  public int partitions() {
    return partitions;
  }

  /** Records that it writes or reads. */
  public int records() {
    return records;
  }

  /** Size of a record's value. */
  public int recordBytes() {
    return recordBytes;
  }

  /** Codec of what it writes or reads. */
  public String codec() {
    return codec;
  }

  /** {@code all}, {@code 1} or {@code 0}. */
  public String acks() {
    return acks;
  }

  /** How its transaction ends. */
  public String outcome() {
    return outcome;
  }

  /** Whether its transaction commits a group's offsets. */
  public boolean commitsOffsetsInTransaction() {
    return commitOffsetsInTransaction;
  }

  /** {@code classic} or {@code consumer}. */
  public String groupProtocol() {
    return groupProtocol;
  }

  /** How it authenticates, or null. */
  public Security security() {
    return security;
  }

  /** Whether the client's driver knows what it asks for. */
  public boolean suits(Client client) {
    return !javaOnly || client.name().equals("java");
  }

  /** Whether it writes. */
  public boolean produces() {
    return action.equals("produce") || action.equals("transact");
  }

  /** Whether it reads as a member of a group that commits offsets. */
  public boolean joinsGroup() {
    return List.of("consume", "seek", "rebalance").contains(action);
  }

  /** Whether its members stay in their group for a while after they are gone. */
  public boolean staysInGroup() {
    return instanceId != null;
  }

  /** Whether it makes its topic itself, and deletes it. */
  public boolean ownsTopic() {
    return action.equals("admin");
  }

  /** Whether it commits offsets of its group. */
  public boolean commits() {
    return joinsGroup() || commitOffsetsInTransaction;
  }

  /** How often it reads each record. */
  public int timesRead() {
    return action.equals("seek") ? 2 : 1;
  }

  @Override
  public String toString() {
    return name;
  }
}
