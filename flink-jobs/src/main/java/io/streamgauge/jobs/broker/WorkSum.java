package io.streamgauge.jobs.broker;

import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.jobs.v1.ApiWork;

/**
 * Work of one api while more is added: the same as {@link Work#sum} again and again, but without a
 * message in between. Not thread-safe.
 */
public final class WorkSum {
  private ApiWork first;
  private ApiWork.Builder total;
  private ExponentialHistogram produceTime;

  /** Adds what belongs to the same api. */
  public void add(ApiWork more) {
    if (first == null) {
      first = more;
      return;
    }
    if (total == null) {
      total = first.toBuilder();
    }
    total
        .setRequests(total.getRequests() + more.getRequests())
        .setBytes(total.getBytes() + more.getBytes())
        .setInflightSeconds(total.getInflightSeconds() + more.getInflightSeconds())
        .setInflightByteSeconds(total.getInflightByteSeconds() + more.getInflightByteSeconds());
    if (more.hasProduceTime()) {
      if (produceTime == null) {
        produceTime = new ExponentialHistogram();
        Histograms.mergeProto(produceTime, first.getProduceTime());
      }
      Histograms.mergeProto(produceTime, more.getProduceTime());
    }
  }

  /** The sum so far; something was added. */
  public ApiWork build() {
    if (total == null) {
      return first;
    }
    if (produceTime != null) {
      total.setProduceTime(Histograms.toProto(produceTime));
    }
    return total.build();
  }
}
