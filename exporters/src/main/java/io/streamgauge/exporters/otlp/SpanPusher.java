package io.streamgauge.exporters.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.v1.TraceSpan;
import io.streamgauge.exporters.store.ResultStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes spans from their topic to an OTLP receiver, on a thread of its own and as a member of a
 * consumer group: several exporters share the partitions. What was pushed is committed afterwards,
 * so a span may be pushed twice, with the same ids; what a receiver does not take is lost and
 * counted.
 */
public final class SpanPusher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpanPusher.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long RETRY_MILLIS = 1_000;

  /** Of a request, each of which the SDK repeats for up to 10 s where that may help. */
  private static final int TRIES = 3;

  /** More than the names of attributes, ids and times need beyond what a span has on the bus. */
  private static final int SPAN_BYTES = 1_024;

  private final OtlpSettings settings;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Clock clock;
  private final SpanExporter exporter;
  private final Delivery delivery;
  private final OtlpTally tally;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile Consumer<byte[], byte[]> consumer;

  /**
   * A pusher that has not begun; call {@link #start}.
   *
   * @param settings with an endpoint and a topic of spans
   * @param headers of each request
   * @param consumers makes a consumer with a group; called again after a fatal consumer error
   * @param store where is told what came of it
   */
  public SpanPusher(
      OtlpSettings settings,
      Supplier<Map<String, String>> headers,
      Supplier<Consumer<byte[], byte[]>> consumers,
      ResultStore store,
      Clock clock) {
    this.settings = settings;
    this.consumers = consumers;
    this.clock = clock;
    ReceiverAnswers answers = new ReceiverAnswers();
    this.exporter = Receivers.spans(settings, headers, answers);
    this.delivery = new Delivery(settings, "spans", answers);
    this.tally = new OtlpTally(store, MetricCatalog.OTLP_SPANS_TOTAL, clock.instant());
    this.thread = new Thread(this::run, "otlp-spans");
    thread.setDaemon(true);
  }

  /** Begins to push. */
  public void start() {
    thread.start();
  }

  private void run() {
    while (stopped.getCount() > 0) {
      try (Consumer<byte[], byte[]> current = consumers.get()) {
        consumer = current;
        current.subscribe(Set.of(settings.spansTopic()));
        while (stopped.getCount() > 0) {
          ConsumerRecords<byte[], byte[]> records = current.poll(POLL);
          if (!records.isEmpty()) {
            push(records);
            current.commitSync();
          }
        }
      } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
        Thread.interrupted();
      } catch (InterruptedException e) {
        return;
      } catch (KafkaException e) {
        LOG.warn("Reading {} failed, trying again: {}", settings.spansTopic(), e.getMessage());
        pause();
      } catch (RuntimeException | Error e) {
        // Whatever it is: without this thread nothing would be pushed any more.
        LOG.error("pushing spans failed, trying again", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      boolean unused = stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** In requests that receivers take; what is no span is left out. */
  private void push(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
    List<SpanData> request = new ArrayList<>();
    SpanTranslator translator = new SpanTranslator(settings.resource());
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.value() == null) {
        continue;
      }
      // Names may be there twice: of the span or the service, and as an attribute.
      long size = 2L * record.value().length + SPAN_BYTES;
      if (!request.isEmpty() && bytes + size > RequestCutter.MAX_BYTES) {
        send(request);
        request = new ArrayList<>();
        bytes = 0;
      }
      try {
        request.add(translator.translate(TraceSpan.parseFrom(record.value())));
        bytes += size;
      } catch (InvalidProtocolBufferException e) {
        LOG.debug("Unreadable at {}-{}@{}", record.topic(), record.partition(), record.offset());
      }
    }
    if (!request.isEmpty()) {
      send(request);
    }
  }

  private void send(List<SpanData> request) throws InterruptedException {
    Delivery.Outcome outcome = delivery.send(() -> exporter.export(request));
    for (int tries = 1; tries < TRIES && !outcome.taken() && stopped.getCount() > 0; tries++) {
      outcome = delivery.send(() -> exporter.export(request));
    }
    if (!outcome.taken() && stopped.getCount() == 0) {
      // Neither lost nor committed: the next member pushes it.
      throw new WakeupException();
    }
    tally.count(outcome, request.size(), clock.instant());
  }

  /** Stops; a push that is under way is given up, and pushed again by the next member. */
  @Override
  public void close() {
    stopped.countDown();
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    exporter.shutdown();
    try {
      thread.join(5_000);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(1_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    delivery.close();
  }
}
