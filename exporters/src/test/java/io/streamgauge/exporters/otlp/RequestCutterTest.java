package io.streamgauge.exporters.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.SampleResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCutterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<List<MetricData>> requests = new ArrayList<>();
  private final RequestCutter cutter =
      new RequestCutter(
          new MetricTranslator(Resource.empty()), 2, (request, series) -> requests.add(request));

  private static List<Result> series(MetricDefinition metric, int count, int labelLength) {
    return IntStream.range(0, count)
        .mapToObj(i -> SampleResults.any(metric, i + "é".repeat(labelLength), 1))
        .toList();
  }

  private static int points(List<MetricData> request) {
    return request.stream().mapToInt(metric -> metric.getData().getPoints().size()).sum();
  }

  @Test
  void requestsAreFilledAcrossMetricsUpToTheLimitOfSeries() throws Exception {
    cutter.add(MetricCatalog.REQUESTS_TOTAL, series(MetricCatalog.REQUESTS_TOTAL, 1_500, 1));
    cutter.add(MetricCatalog.FLOWS, series(MetricCatalog.FLOWS, 1_500, 1));
    cutter.finish();
    cutter.finish();

    assertThat(requests).extracting(RequestCutterTest::points).containsExactly(2_000, 1_000);
  }

  /** Long names, as clients may choose theirs: several requests, and none too large. */
  @ParameterizedTest
  @ValueSource(ints = {0, 10, 1_000, 30_000})
  void noRequestIsLargerThanItMayBe(int labelLength) throws Exception {
    // Given series of every metric
    int each = labelLength > 10_000 ? 1 : 40;
    for (MetricDefinition metric : MetricCatalog.all()) {
      cutter.add(metric, series(metric, each, labelLength));
    }
    cutter.finish();

    // When they are sent
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.HTTP);
        var exporter =
            Receivers.metrics(
                OtlpSettings.to(receiver.url(), receiver.protocol()),
                java.util.Map::of,
                new ReceiverAnswers())) {
      for (List<MetricData> request : requests) {
        var result = exporter.export(request);
        await().atMost(PATIENCE).until(result::isDone);
        assertThat(result.isSuccess()).isTrue();
      }

      // Then all arrive, in requests of their size
      assertThat(receiver.requests())
          .hasSameSizeAs(requests)
          .allSatisfy(
              request ->
                  assertThat(request.getSerializedSize()).isLessThan(RequestCutter.MAX_BYTES));
      assertThat(requests.stream().mapToInt(RequestCutterTest::points).sum())
          .isGreaterThanOrEqualTo(each * MetricCatalog.all().size());
    }
  }
}
