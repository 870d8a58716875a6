package io.streamgauge.drivers.contract;

import java.time.Duration;
import java.util.Objects;

/**
 * What a client is to do. Text that the file leaves out is null unless it has a default; numbers
 * are 0.
 *
 * @param clientId sent in every request header
 * @param partitions of the topic; record i goes to partition i mod partitions
 * @param recordBytes size of a record's value; keys are null
 * @param headers how many headers each record carries
 * @param codec {@code none}, {@code gzip}, {@code snappy}, {@code lz4} or {@code zstd}
 * @param acks {@code all}, {@code 1} or {@code 0}
 * @param outcome of a transaction: {@code commit}, {@code abort}, or {@code timeout}
 * @param commitOffsetsInTransaction whether the group's positions are part of the transaction
 * @param groupProtocol {@code classic} or {@code consumer} (KIP-848)
 * @param instanceId {@code group.instance.id} of a static member, or null
 * @param isolation {@code read_uncommitted} or {@code read_committed}
 * @param acknowledgement of share groups: {@code implicit} or {@code explicit}
 * @param security null for plaintext
 * @param timeoutSeconds after which the scenario has failed; 0 is 30
 */
public record Scenario(
    String name,
    String action,
    String clientId,
    String topic,
    String group,
    int partitions,
    int records,
    int recordBytes,
    int headers,
    String codec,
    String acks,
    boolean idempotent,
    String transactionalId,
    String outcome,
    boolean commitOffsetsInTransaction,
    String groupProtocol,
    String instanceId,
    String isolation,
    String acknowledgement,
    Security security,
    int timeoutSeconds) {

  private static final int DEFAULT_SECONDS = 30;

  /** Fills in the defaults. */
  public Scenario {
    codec = Objects.requireNonNullElse(codec, "none");
    acks = Objects.requireNonNullElse(acks, "all");
    outcome = Objects.requireNonNullElse(outcome, "commit");
    groupProtocol = Objects.requireNonNullElse(groupProtocol, "classic");
    isolation = Objects.requireNonNullElse(isolation, "read_uncommitted");
    acknowledgement = Objects.requireNonNullElse(acknowledgement, "implicit");
  }

  /** How long the scenario may take. */
  public Duration timeout() {
    return Duration.ofSeconds(timeoutSeconds == 0 ? DEFAULT_SECONDS : timeoutSeconds);
  }

  /** The partition that record {@code index} goes to. */
  public int partitionOf(int index) {
    return index % partitions;
  }

  /**
   * How a client logs in.
   *
   * @param mechanism {@code PLAIN}, {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512}
   */
  public record Security(String mechanism, String username, String password) {}
}
