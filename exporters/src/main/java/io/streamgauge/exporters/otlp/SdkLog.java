package io.streamgauge.exporters.otlp;

import io.streamgauge.exporters.view.Printable;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the SDK's exporters say of failures, which they repeat for as long as a receiver is away.
 * The newest is kept, for whoever says it once; it goes to no log by itself while this is open.
 */
final class SdkLog extends Handler {
  /** Of a failure: it may quote what the receiver answered. */
  private static final int MAX_CODE_POINTS = 300;

  /** Held, since a logger that nobody holds loses its settings. */
  private final Logger logger = Logger.getLogger("io.opentelemetry.exporter");

  /** Whether the logger told its parents before the first of those that are open now. */
  private final boolean toldParents;

  private volatile String newest = "no answer";

  SdkLog() {
    synchronized (SdkLog.class) {
      toldParents =
          Arrays.stream(logger.getHandlers())
              .filter(SdkLog.class::isInstance)
              .map(open -> ((SdkLog) open).toldParents)
              .findAny()
              .orElse(logger.getUseParentHandlers());
      logger.setUseParentHandlers(false);
      logger.addHandler(this);
    }
  }

  /** The newest failure in one line. */
  String newest() {
    return newest;
  }

  @Override
  public void publish(LogRecord record) {
    Throwable cause = record.getThrown();
    String said = record.getMessage() + (cause == null ? "" : " " + cause);
    newest = Printable.of(said, MAX_CODE_POINTS);
  }

  @Override
  public void flush() {}

  /** The last one that closes leaves the logger as the first one found it. */
  @Override
  public void close() {
    synchronized (SdkLog.class) {
      logger.removeHandler(this);
      if (Arrays.stream(logger.getHandlers()).noneMatch(SdkLog.class::isInstance)) {
        logger.setUseParentHandlers(toldParents);
      }
    }
  }
}
