package io.streamgauge.events;

/** What a metric's value means. */
public enum MetricType {
  /** Cumulative; never falls within a lineage. */
  COUNTER,
  /** The state at {@code as_of}. */
  GAUGE,
  /** Cumulative distribution. */
  HISTOGRAM,
  /** Always 1; the labels are the information. */
  INFO
}
