package io.streamgauge.jobs.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.jobs.v1.ApiWork;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sum in one go is what pairs give one after the other. */
class WorkSumTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @ParameterizedTest
  @CsvSource({"Produce,1", "Produce,2", "Produce,20", "Fetch,1", "Fetch,3"})
  void workIsAddedUp(String api, int count) {
    // Given
    WorkSum sum = new WorkSum();
    ApiWork oneByOne = null;
    // When
    for (int i = 0; i < count; i++) {
      ApiWork more = Work.of(api, rollup());
      sum.add(more);
      oneByOne = oneByOne == null ? more : Work.sum(oneByOne, more);
    }
    // Then
    assertThat(sum.build()).isEqualTo(oneByOne);
  }

  private RequestRollup rollup() {
    ExponentialHistogram times = new ExponentialHistogram();
    for (int i = random.nextInt(20); i > 0; i--) {
      times.record(1L << random.nextInt(40));
    }
    return RequestRollup.newBuilder()
        .setRequests(times.count())
        .setRequestBytes(random.nextInt(1_000))
        .setInflightByteMicros(random.nextInt(1_000))
        .setBrokerTime(Histograms.toProto(times))
        .build();
  }
}
