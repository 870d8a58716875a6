package io.streamgauge.exporters.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdkLogTest {
  private final Logger logger = Logger.getLogger("io.opentelemetry.exporter");
  private final boolean before = logger.getUseParentHandlers();

  @AfterEach
  void restore() {
    logger.setUseParentHandlers(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLoggerIsLeftAsItWasFoundWhoeverClosesFirst(boolean toldParents) {
    // Given two at the same time
    logger.setUseParentHandlers(toldParents);
    int handlers = logger.getHandlers().length;
    SdkLog one = new SdkLog();
    SdkLog other = new SdkLog();
    assertThat(logger.getUseParentHandlers()).isFalse();

    // When one of them closes, it stays quiet for the other
    one.close();
    assertThat(logger.getUseParentHandlers()).isFalse();

    // Then the last one leaves it as it was
    other.close();
    assertThat(logger.getUseParentHandlers()).isEqualTo(toldParents);
    assertThat(logger.getHandlers()).hasSize(handlers);
  }

  @Test
  void theNewestFailureIsOneLineThatEnds() {
    SdkLog log = new SdkLog();
    try {
      log.publish(new LogRecord(Level.WARNING, "refused:\n\u001b[31m" + "x".repeat(1_000)));

      assertThat(log.newest()).startsWith("refused:\\u000a\\u001b[31mxxx").hasSizeLessThan(320);
    } finally {
      log.close();
    }
  }
}
