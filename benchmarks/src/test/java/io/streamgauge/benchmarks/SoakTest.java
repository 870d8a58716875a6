package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class SoakTest {
  /**
   * A short run, of which memory is not judged; it fails when something throws or decodes nothing.
   */
  @Test
  void mutatedFramesRunThrough() {
    assertThatCode(() -> Soak.main(new String[] {"--frames", "300_000"}))
        .doesNotThrowAnyException();
  }
}
