package io.streamgauge.jobs;

import io.streamgauge.jobs.series.LineageStamp;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * What can be set of the traffic job.
 *
 * @param lineage taken when the job starts without state
 * @param maxWait how long an event waits for a name, in event time
 * @param maxWaiting events that wait per agent; more go on without a name
 * @param maxNames names of topic ids and of addresses that are remembered; beyond it those go that
 *     were told longest ago
 * @param maxAgentLag how far an agent may lag the newest before event time leaves it behind
 * @param maxSkew how far an agent's clock may be off before its times are corrected
 * @param idleness wall time after which a source without batches stops holding back the others
 * @param seriesTimeToLive counters and members without change end after this, in event time
 * @param offsetsTimeToLive committed offsets, topics, brokers and groups without news end after
 *     this, in event time
 * @param advice what brokers and clients are held against
 */
public record TrafficOptions(
    LineageStamp.Identity lineage,
    Duration maxWait,
    long maxWaiting,
    int maxNames,
    Duration maxAgentLag,
    Duration maxSkew,
    Duration idleness,
    Duration seriesTimeToLive,
    Duration offsetsTimeToLive,
    AdviceSettings advice)
    implements Serializable {

  public TrafficOptions {
    Objects.requireNonNull(lineage, "lineage");
    Objects.requireNonNull(advice, "advice");
  }

  /** The defaults, under the given lineage. */
  public static TrafficOptions of(LineageStamp.Identity lineage) {
    return new TrafficOptions(
        lineage,
        Duration.ofMinutes(5),
        50_000,
        100_000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofHours(24),
        Duration.ofDays(7),
        AdviceSettings.DEFAULTS);
  }

  /** The same with other advice. */
  public TrafficOptions with(AdviceSettings other) {
    return new TrafficOptions(
        lineage,
        maxWait,
        maxWaiting,
        maxNames,
        maxAgentLag,
        maxSkew,
        idleness,
        seriesTimeToLive,
        offsetsTimeToLive,
        other);
  }
}
