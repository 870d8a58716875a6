package io.streamgauge.jobs.alerts;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A number made of the series of one metric.
 *
 * @param metric in the catalogue
 * @param match labels that series must have, with these values
 * @param except labels whose values series must not have
 * @param rate of counters and histograms: the increase per second over this time; null otherwise
 * @param increase of counters: the whole increase over this time; null otherwise
 * @param quantile of histograms, 0 to 1; null otherwise
 * @param abs of each series without its sign
 * @param age of timestamps: the seconds since then
 * @param take how the series become one number
 */
public record Operand(
    String metric,
    Map<String, String> match,
    Map<String, String> except,
    Duration rate,
    Duration increase,
    Double quantile,
    boolean abs,
    boolean age,
    Take take)
    implements Serializable {

  /** How several series become one number. */
  public enum Take {
    SUM,
    MAX,
    MIN,
    AVG,
    COUNT
  }

  public Operand {
    match = match == null ? Map.of() : new TreeMap<>(match);
    except = except == null ? Map.of() : new TreeMap<>(except);
    take = take == null ? Take.SUM : take;
  }

  /** Time over which the operand looks back; null if it does not. */
  public Duration window() {
    return rate != null ? rate : increase;
  }
}
