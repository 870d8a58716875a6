package io.streamgauge.agent.testing;

import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.pcap4j.PcapSource;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tries to capture on {@code lo}. */
final class RequiresCaptureCondition implements ExecutionCondition {

  private static final int SMALL_BUFFER = 1 << 20;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    try {
      PcapSource.open("lo", TrafficFilter.ofPorts(List.of(1)), SMALL_BUFFER).close();
      return ConditionEvaluationResult.enabled("capture on lo works");
    } catch (CaptureUnavailableException e) {
      if ("true".equals(System.getenv("CI"))) {
        throw new ExtensionConfigurationException(
            "CI must be able to capture: " + e.getMessage(), e);
      }
      // Maven's console shows how many tests were skipped, but not why.
      System.err.println("Skipped " + context.getDisplayName() + ": " + e.getMessage());
      return ConditionEvaluationResult.disabled(e.getMessage());
    }
  }
}
