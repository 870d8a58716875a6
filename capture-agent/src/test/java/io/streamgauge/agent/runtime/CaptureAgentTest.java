package io.streamgauge.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CaptureAgentTest {

  private static AgentPipeline pipeline() {
    return new AgentPipeline(
        new AgentIdentity("agent", 1, "node", "test"),
        PipelineOptions.forFiles(Set.of()),
        MappingOptions.DEFAULTS,
        KafkaDecoder.builder().build(),
        batch -> {},
        () -> 0);
  }

  /** Fails at once. */
  private record FailingSource(Error failure) implements PacketSource {
    @Override
    public void run(PacketHandler handler) {
      throw failure;
    }

    @Override
    public CaptureStatistics statistics() {
      return new CaptureStatistics(0, 0, 0, 0);
    }

    @Override
    public void close() {}
  }

  @Test
  void anErrorEndsTheAgentAsAnExceptionDoes() throws Exception {
    // Given
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Error failure = new OutOfMemoryError("for the test");
    Thread thread =
        new Thread(() -> CaptureAgent.capture(pipeline(), new FailingSource(failure), ended));
    thread.setUncaughtExceptionHandler((which, error) -> {});
    // When
    thread.start();
    thread.join();
    // Then
    assertThat(ended).isCompletedExceptionally();
    assertThatThrownBy(ended::join).hasCause(failure);
  }
}
