package io.streamgauge.jobs.scaling;

import java.util.Locale;

/**
 * Why advice is held: what was last advised with good reason stays, and never less than what runs.
 */
public enum Hold {
  NO_MEMBERS(
      "Records wait and the group has no members.",
      "a member joins; until then at least one replica is advised"),
  COVERAGE(
      "Less than 95 % of the bytes behind the group could be read, so rates are too low.",
      "coverage is back at 95 % (see KafkaConsumerGroupCoverageLow)"),
  REBALANCING("The group rebalances and consumes nothing.", "the rebalance ends"),
  STOPPED(
      "Records wait and nobody commits or fetches (lag status STOP).",
      "the group commits again (see KafkaConsumerGroupStopped)"),
  STALLED(
      "Members work and the committed offset does not move (lag status STALL): more members would"
          + " stall on the same records.",
      "the committed offset moves (see KafkaConsumerGroupStalled)"),
  UNKNOWN_MEMBERS(
      "Nothing of the group's membership has been seen.",
      "a join, a heartbeat with its assignment, or a description of the group is seen"),
  NO_SERVICE_RATE(
      "It is not known what a member can process: no member had a backlog of 30 s of arrivals yet,"
          + " and its busy share is not known.",
      "a member has a backlog for one look (10 s), or its waiting fetches are seen"),
  UNKNOWN_CONCURRENCY(
      "Members of one replica cannot be told from those of another: all of several share one address, or"
          + " the address of one is not known.",
      "members per replica is configured"),
  NO_GAIN(
      "The last step up gave less than a tenth of what it promised: the limit is elsewhere, for"
          + " one in what the members call.",
      "a member processes a tenth more than after the step, or the load asks for no more than what"
          + " runs"),
  STEADY(
      "Utilisation is between 0.5 and 0.85, of the fullest member too, and the lag in time within"
          + " its objective.",
      "utilisation or lag leaves its bounds"),
  PARTITION_BOUND(
      "The load asks for more members than can be useful; as many as can be are advised. This one"
          + " limits advice and does not hold it.",
      "the load falls, the topic gets more partitions, or its keys spread better");

  private final String meaning;
  private final String release;

  Hold(String meaning, String release) {
    this.meaning = meaning;
    this.release = release;
  }

  /** The value of the label {@code reason}. */
  public String reason() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A sentence. */
  public String meaning() {
    return meaning;
  }

  /** Until when: half a sentence. */
  public String release() {
    return release;
  }

  /** Whether the advice is held; false if it is only limited. */
  public boolean holds() {
    return this != PARTITION_BOUND;
  }
}
