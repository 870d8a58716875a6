package io.streamgauge.events;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricReferenceTest {
  @Test
  void theCheckedInReferenceIsWhatTheCatalogueSays() {
    Golden.hold(Path.of("../../docs/metrics.md"), MetricReference.markdown());
  }
}
