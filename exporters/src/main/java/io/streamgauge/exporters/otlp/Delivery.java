package io.streamgauge.exporters.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands requests of one kind to a receiver, one after the other, and says once in the log that it
 * does not take them, or not all of them, until it does. For one thread.
 */
final class Delivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** Longer than the SDK tries, whose own limit is 10 s for a request with all its retries. */
  private static final long PATIENCE_SECONDS = 30;

  private final String receiver;
  private final String what;
  private final ReceiverAnswers answers;
  private final SdkLog sdkLog = new SdkLog();
  private boolean away;
  private boolean picky;

  /**
   * @param settings with an endpoint
   * @param what is sent, as people call it
   * @param answers of the exporter that sends it
   */
  Delivery(OtlpSettings settings, String what, ReceiverAnswers answers) {
    this.receiver = settings.endpoint().orElseThrow().toString();
    this.what = what;
    this.answers = answers;
  }

  /**
   * What came of a request.
   *
   * @param taken whether the receiver took it
   * @param refused how much of it the receiver refused although it took it; 0 or more
   */
  record Outcome(boolean taken, long refused) {}

  /** Sends a request and waits for the answer. */
  Outcome send(Supplier<CompletableResultCode> request) throws InterruptedException {
    answers.forget();
    boolean taken = taken(request.get());
    PartialSuccess answer = taken ? answers.newest() : PartialSuccess.WHOLE;
    if (!taken && !away) {
      LOG.warn(
          "The OTLP receiver {} does not take {}; going on to try. {}",
          receiver,
          what,
          sdkLog.newest());
    } else if (taken && away) {
      LOG.info("The OTLP receiver {} takes {} again", receiver, what);
    }
    if (answer.refused() > 0 && !picky) {
      LOG.warn("The OTLP receiver {} refuses some of the {}: {}", receiver, what, answer.reason());
    }
    away = !taken;
    picky = answer.refused() > 0 || (picky && !taken);
    return new Outcome(taken, answer.refused());
  }

  private static boolean taken(CompletableResultCode result) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    result.whenComplete(done::countDown);
    return done.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && result.isSuccess();
  }

  @Override
  public void close() {
    sdkLog.close();
  }
}
