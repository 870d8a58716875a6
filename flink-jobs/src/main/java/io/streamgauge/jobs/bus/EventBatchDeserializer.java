package io.streamgauge.jobs.bus;

import com.google.protobuf.InvalidProtocolBufferException;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Values of the events topic; what is not a batch is skipped and counted. */
final class EventBatchDeserializer implements KafkaRecordDeserializationSchema<EventBatch> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(EventBatchDeserializer.class);

  private transient Counter unreadable;

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    unreadable = context.getMetricGroup().counter("unreadableBatches");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<EventBatch> out) {
    if (record.value() == null) {
      return;
    }
    try {
      out.collect(EventBatch.parseFrom(record.value()));
    } catch (InvalidProtocolBufferException e) {
      unreadable.inc();
      LOG.debug(
          "Skipped an unreadable record at {}-{} offset {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
    }
  }

  @Override
  public TypeInformation<EventBatch> getProducedType() {
    return ProtoTypeInfo.forMessage(EventBatch.class);
  }
}
