package io.streamgauge.agent.mapping;

import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.TransactionEnded;
import io.streamgauge.protocol.details.EndTxnDetails;
import io.streamgauge.protocol.details.InitProducerIdDetails;
import io.streamgauge.protocol.details.PartitionResult;
import io.streamgauge.protocol.details.WriteTxnMarkersDetails;
import io.streamgauge.protocol.details.value.KafkaUuid;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** InitProducerId, EndTxn, WriteTxnMarkers: when transactional commits begin to count. */
final class TransactionMapper implements FactMapper {
  @Override
  public void map(Exchange exchange, MappingContext context) {
    if (exchange.details() instanceof WriteTxnMarkersDetails markers) {
      markers.markers().forEach(marker -> mapMarker(marker, context));
      return;
    }
    if (exchange.errorCode() != KafkaErrors.NONE) {
      return;
    }
    if (exchange.details() instanceof InitProducerIdDetails init && init.producerId() >= 0) {
      context.emit(
          (tables, event) ->
              event
                  .getProducerInitialisedBuilder()
                  .setTransactionalId(tables.string(init.transactionalId()))
                  .setProducerId(init.producerId())
                  .setProducerEpoch(init.producerEpoch())
                  .setTransactionTimeoutMillis(Math.max(0, init.transactionTimeoutMillis())));
    } else if (exchange.details() instanceof EndTxnDetails end) {
      context.emit(
          (tables, event) ->
              event
                  .getTransactionEndedBuilder()
                  .setTransactionalId(tables.string(end.transactionalId()))
                  .setProducerId(end.producerId())
                  .setProducerEpoch(end.producerEpoch())
                  .setCommitted(end.committed()));
    }
  }

  private static void mapMarker(WriteTxnMarkersDetails.Marker marker, MappingContext context) {
    Map<String, List<Integer>> written = new LinkedHashMap<>();
    for (PartitionResult partition : marker.partitions()) {
      if (partition.errorCode() == KafkaErrors.NONE) {
        written
            .computeIfAbsent(partition.topic(), t -> new ArrayList<>())
            .add(partition.partition());
      }
    }
    List<MappingContext.Assigned> partitions = new ArrayList<>();
    written.forEach(
        (topic, indexes) -> {
          TopicRef ref = context.topicOfFact(topic, KafkaUuid.ZERO);
          if (ref != null) {
            partitions.add(new MappingContext.Assigned(ref, indexes));
          }
        });
    if (partitions.isEmpty()) {
      return;
    }
    context.emit(
        (tables, event) -> {
          TransactionEnded.Builder fact =
              event
                  .getTransactionEndedBuilder()
                  .setProducerId(marker.producerId())
                  .setProducerEpoch(marker.producerEpoch())
                  .setCommitted(marker.committed())
                  .setMarker(true);
          partitions.forEach(topic -> fact.addPartitions(topic.toProto(tables)));
        });
  }
}
