package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.events.v1.EventBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedTrafficTest {
  @Test
  void runsInThisProcessAndLeavesOnlyResults() throws Exception {
    // Given
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    agent.add(0, Facts.requests(agent.client("10.0.0.9", "app"), 5));
    List<EventBatch> batches = List.of(agent.batch(1), agent.last(2));
    Answers answers = new Answers();
    // When
    BoundedTraffic.run(batches.iterator(), TrafficOptions.of(Answers.LINEAGE), answers::add);
    // Then
    assertThat(answers.sum("streamgauge_requests_total")).isEqualTo(5);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () ->
                BoundedTraffic.run(
                    Path.of("no-such-file"), TrafficOptions.of(Answers.LINEAGE), result -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-file");
  }
}
