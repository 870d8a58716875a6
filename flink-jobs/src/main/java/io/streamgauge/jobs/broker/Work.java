package io.streamgauge.jobs.broker;

import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.jobs.v1.ApiStep;
import io.streamgauge.jobs.v1.ApiWork;
import io.streamgauge.jobs.v1.BrokerLook;

/** Arithmetic of what brokers have to do. Plain Java. */
public final class Work {
  private static final String PRODUCE = "Produce";

  private Work() {}

  /** What a rollup of requests says. */
  public static ApiWork of(String api, RequestRollup rollup) {
    ApiWork.Builder work =
        ApiWork.newBuilder()
            .setApi(api)
            .setRequests(rollup.getRequests())
            .setBytes(rollup.getRequestBytes() + rollup.getResponseBytes())
            .setInflightSeconds(
                (rollup.getBrokerTime().getSum() + rollup.getWaitTime().getSum()) / 1e9)
            .setInflightByteSeconds(rollup.getInflightByteMicros() / 1e6);
    if (api.equals(PRODUCE) && rollup.getBrokerTime().getCount() > 0) {
      work.setProduceTime(rollup.getBrokerTime());
    }
    return work.build();
  }

  /** Both together; of one api. */
  static ApiWork sum(ApiWork a, ApiWork b) {
    ApiWork.Builder sum =
        a.toBuilder()
            .setApi(b.getApi())
            .setRequests(a.getRequests() + b.getRequests())
            .setBytes(a.getBytes() + b.getBytes())
            .setInflightSeconds(a.getInflightSeconds() + b.getInflightSeconds())
            .setInflightByteSeconds(a.getInflightByteSeconds() + b.getInflightByteSeconds());
    if (b.hasProduceTime()) {
      sum.setProduceTime(sum(a.getProduceTime(), b.getProduceTime()));
    }
    return sum.build();
  }

  /** Both together; of one broker. */
  static BrokerLook sum(BrokerLook a, BrokerLook b) {
    return a.toBuilder()
        .setBroker(b.getBroker())
        .setRequests(a.getRequests() + b.getRequests())
        .setBytes(a.getBytes() + b.getBytes())
        .setProduceByteSeconds(a.getProduceByteSeconds() + b.getProduceByteSeconds())
        .setProduceTime(sum(a.getProduceTime(), b.getProduceTime()))
        .build();
  }

  /** Adds to a step what was done in a second of it. */
  static ApiStep add(ApiStep step, ApiWork work, int second) {
    double requests = step.getInflightSecondsOrDefault(second, 0) + work.getInflightSeconds();
    double bytes = step.getInflightByteSecondsOrDefault(second, 0) + work.getInflightByteSeconds();
    return step.toBuilder()
        .setSum(sum(step.getSum(), work))
        .putInflightSeconds(second, requests)
        .putInflightByteSeconds(second, bytes)
        .build();
  }

  /** The 99th percentile in seconds; NaN without values. */
  static double p99(io.streamgauge.events.v1.ExponentialHistogram times) {
    return Histograms.fromProto(times)
        .filter(histogram -> !histogram.isEmpty())
        .map(histogram -> histogram.quantile(0.99) / 1e9)
        .orElse(Double.NaN);
  }

  /** What is not a consistent histogram adds nothing. */
  private static io.streamgauge.events.v1.ExponentialHistogram sum(
      io.streamgauge.events.v1.ExponentialHistogram a,
      io.streamgauge.events.v1.ExponentialHistogram b) {
    ExponentialHistogram sum = new ExponentialHistogram();
    Histograms.mergeProto(sum, a);
    Histograms.mergeProto(sum, b);
    return Histograms.toProto(sum);
  }
}
