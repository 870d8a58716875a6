package io.streamgauge.jobs.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Finding;
import io.streamgauge.events.v1.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class FindingSerializerTest {
  private static final List<String> LABELS = List.of("c", "acks_0", "app", "w");
  private static final String KEY =
      "streamgauge_findings{kafka_cluster=\"c\",kind=\"acks_0\",client_id=\"app\",workload=\"w\"}";

  private final FindingSerializer serializer = new FindingSerializer("findings");

  private ProducerRecord<byte[], byte[]> serialize(Result result) {
    return serializer.serialize(result, null, null);
  }

  @Test
  void aFindingGoesUnderItsSeriesAndItsEndIsATombstoneOfTheSameKey() throws Exception {
    Finding finding = Finding.newBuilder().setKind("acks_0").setCount(7).build();
    Result open =
        Results.gauge(MetricCatalog.FINDINGS, LABELS, 1, 10).toBuilder()
            .setFinding(finding)
            .build();

    ProducerRecord<byte[], byte[]> opened = serialize(open);
    ProducerRecord<byte[], byte[]> ended =
        serialize(Results.tombstone(MetricCatalog.FINDINGS, LABELS, 20));

    assertThat(opened.topic()).isEqualTo("findings");
    assertThat(new String(opened.key(), StandardCharsets.UTF_8)).isEqualTo(KEY);
    assertThat(Finding.parseFrom(opened.value())).isEqualTo(finding);
    assertThat(ended.key()).isEqualTo(opened.key());
    assertThat(ended.value()).isNull();
  }
}
