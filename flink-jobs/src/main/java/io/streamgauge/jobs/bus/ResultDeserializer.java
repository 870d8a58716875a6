package io.streamgauge.jobs.bus;

import com.google.protobuf.InvalidProtocolBufferException;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the results topic; a tombstone becomes a result without a value. */
final class ResultDeserializer implements KafkaRecordDeserializationSchema<Result> {
  private static final long serialVersionUID = 1L;

  private transient Counter unreadable;

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    unreadable = context.getMetricGroup().counter("unreadableResults");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Result> out) {
    try {
      if (record.value() != null) {
        out.collect(Result.parseFrom(record.value()));
      } else if (record.key() != null) {
        out.collect(ended(new String(record.key(), StandardCharsets.UTF_8), record.timestamp()));
      }
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      unreadable.inc();
    }
  }

  /**
   * A result without a value, from the text of its series ({@code name{a="b",c="d"}}).
   *
   * @throws IllegalArgumentException if the text is no series
   */
  static Result ended(String series, long timestampMillis) {
    int brace = series.indexOf('{');
    if (brace < 1 || !series.endsWith("}")) {
      throw new IllegalArgumentException("no series: " + series);
    }
    Result.Builder result =
        Result.newBuilder()
            .setMetric(series.substring(0, brace))
            .setAsOfSeconds(timestampMillis / 1_000);
    int at = brace + 1;
    while (at < series.length() - 1) {
      int equals = series.indexOf("=\"", at);
      if (equals < 0) {
        throw new IllegalArgumentException("no series: " + series);
      }
      StringBuilder value = new StringBuilder();
      int next = unescape(series, equals + 2, value);
      result.addLabels(
          Label.newBuilder().setName(series.substring(at, equals)).setValue(value.toString()));
      at = next + (next < series.length() && series.charAt(next) == ',' ? 1 : 0);
    }
    return result.build();
  }

  /** Reads up to the closing quote; returns the place behind it. */
  private static int unescape(String text, int from, StringBuilder value) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        char escaped = text.charAt(at++);
        value.append(escaped == 'n' ? '\n' : escaped);
      } else {
        value.append(c);
      }
    }
    if (at >= text.length()) {
      throw new IllegalArgumentException("no series: " + text);
    }
    return at + 1;
  }

  @Override
  public TypeInformation<Result> getProducedType() {
    return ProtoTypeInfo.forMessage(Result.class);
  }
}
