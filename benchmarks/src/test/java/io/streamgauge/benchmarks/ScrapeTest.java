package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ScrapeTest {
  /** Time is not judged; it fails when series are not held or an answer is not one. */
  @Test
  void aSmallStoreIsScraped() throws IOException, InterruptedException {
    // Given
    Scrape.Size small = new Scrape.Size(300, 90, 10, 2);

    // When
    Scrape.Cost cost = Scrape.run(small);

    // Then
    long leastOfALine = 40;
    assertThat(cost.bytes()).isGreaterThan(small.series() * leastOfALine);
  }
}
