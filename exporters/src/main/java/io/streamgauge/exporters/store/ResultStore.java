package io.streamgauge.exporters.store;

import com.google.protobuf.InvalidProtocolBufferException;
import io.streamgauge.events.v1.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The newest result of every series. Thread-safe: one thread writes, any number read.
 *
 * <p>Bounded: a new series beyond the limit is refused and counted; known series go on.
 */
public final class ResultStore {
  /** Series held unless configured otherwise; about 500 bytes each. */
  public static final int DEFAULT_MAX_SERIES = 1_000_000;

  /** The series by which the job tells how far event time has come. */
  public static final String WATERMARK_METRIC = "streamgauge_watermark_timestamp_seconds";

  private final int maxSeries;
  private final ConcurrentHashMap<String, Result> series = new ConcurrentHashMap<>();
  private final AtomicLong refused = new AtomicLong();
  private final CounterHistory history = new CounterHistory();
  private final LongSupplier nanoTime;
  private volatile long watermarkSeconds = Long.MIN_VALUE;
  private volatile long watermarkRoseNanos;

  public ResultStore() {
    this(DEFAULT_MAX_SERIES);
  }

  /**
   * A store with a limit of its own.
   *
   * @param maxSeries 1 or more
   */
  public ResultStore(int maxSeries) {
    this(maxSeries, System::nanoTime);
  }

  /**
   * A store with a limit and a clock of its own.
   *
   * @param maxSeries 1 or more
   * @param nanoTime nanoseconds that only ever go on, as {@link System#nanoTime} tells them
   */
  public ResultStore(int maxSeries, LongSupplier nanoTime) {
    if (maxSeries < 1) {
      throw new IllegalArgumentException("maxSeries must be at least 1, not " + maxSeries);
    }
    this.maxSeries = maxSeries;
    this.nanoTime = nanoTime;
    this.watermarkRoseNanos = nanoTime.getAsLong();
  }

  /**
   * Takes one record of the results topic.
   *
   * @param key series key in text
   * @param value a result in bytes, or null for a tombstone
   */
  public void read(String key, byte[] value) throws InvalidProtocolBufferException {
    apply(key, value == null ? null : Result.parseFrom(value));
  }

  /**
   * Takes one result.
   *
   * @param key series key in text
   * @param result the value, or null for a tombstone
   */
  public void apply(String key, Result result) {
    if (result == null) {
      series.remove(key);
      history.forget(key);
      return;
    }
    if (series.size() >= maxSeries && !series.containsKey(key)) {
      refused.incrementAndGet();
      return;
    }
    Result kept = series.merge(key, result, (held, arriving) -> ResultMerge.newer(held, arriving));
    history.record(key, kept);
    if (result.getMetric().equals(WATERMARK_METRIC)) {
      advance((long) result.getGauge());
    }
  }

  private void advance(long seconds) {
    if (seconds > watermarkSeconds) {
      watermarkRoseNanos = nanoTime.getAsLong();
      watermarkSeconds = seconds;
    }
  }

  /** What is held of one series now; empty if nothing is. */
  public Optional<Result> held(String key) {
    return Optional.ofNullable(series.get(key));
  }

  /** A copy of the values held now, in no order. */
  public List<Result> snapshot() {
    return List.copyOf(series.values());
  }

  /** A copy of what is held now with keys and rates, in no order. */
  public List<StoredSeries> snapshotWithRates() {
    List<StoredSeries> all = new ArrayList<>(series.size());
    series.forEach(
        (key, result) ->
            all.add(new StoredSeries(key, result, history.ratePerSecond(key, watermarkSeconds))));
    return all;
  }

  /** Series held. */
  public int size() {
    return series.size();
  }

  /** Results refused because the store was full. */
  public long refused() {
    return refused.get();
  }

  /**
   * Event time the job has reached, seconds since the epoch; {@link Long#MIN_VALUE} before the
   * first.
   */
  public long watermarkSeconds() {
    return watermarkSeconds;
  }

  /** How long ago event time last went on, or since this store began. */
  public Duration silence() {
    return Duration.ofNanos(nanoTime.getAsLong() - watermarkRoseNanos);
  }
}
