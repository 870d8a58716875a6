package io.streamgauge.agent.read;

import com.fasterxml.jackson.core.JsonGenerator;
import io.streamgauge.agent.identity.TopicNames;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.details.value.KafkaUuid;
import io.streamgauge.protocol.exchange.Exchange;
import java.io.IOException;

/**
 * The {@code partitions} of a line, and what their api says of all of them ({@code acks}, {@code
 * isolation}). A field that the api or its version lacks is absent; one that was not seen is null.
 */
final class PartitionsWriter {
  private final JsonGenerator json;
  private final TopicNames names;

  PartitionsWriter(JsonGenerator json, TopicNames names) {
    this.json = json;
    this.names = names;
  }

  void write(Exchange exchange) throws IOException {
    int api = exchange.apiKey();
    if (!PartitionApis.isOne(api)) {
      return;
    }
    if (!(exchange.details() instanceof PartitionDetails details)) {
      // A gap or malformed bytes hid the bodies.
      json.writeNullField("partitions");
      return;
    }
    writeSettings(api, exchange.apiVersion(), details);
    json.writeArrayFieldStart("partitions");
    for (int i = 0; i < details.size(); i++) {
      writeRow(api, exchange.apiVersion(), details, details.row(i));
    }
    json.writeEndArray();
  }

  private void writeSettings(int api, int version, PartitionDetails details) throws IOException {
    if (api == PartitionApis.PRODUCE) {
      writeAcks(details);
    }
    if (PartitionApis.hasIsolation(api, version)) {
      writeIsolation(details);
    }
  }

  private void writeAcks(PartitionDetails details) throws IOException {
    writeKnown("acks", details.acks() == Short.MIN_VALUE ? PartitionRow.NONE : details.acks());
  }

  private void writeIsolation(PartitionDetails details) throws IOException {
    writeKnown("isolation", details.isolation() < 0 ? PartitionRow.NONE : details.isolation());
  }

  private void writeRow(int api, int version, PartitionDetails details, PartitionRow row)
      throws IOException {
    json.writeStartObject();
    writeTopic(row);
    json.writeNumberField("partition", row.partition());
    json.writeFieldName("error");
    JsonLinesWriter.writeError(json, row.errorCode());
    if (PartitionApis.hasGroup(api)) {
      json.writeStringField("group", row.groupId());
    }
    if (PartitionApis.hasRecords(api)) {
      writeKnown("records", row.records());
      writeKnown("bytes", row.bytes());
      writeWatermarks(api, version, row);
    }
    if (PartitionApis.hasCommittedOffset(api)) {
      writeKnown("committed_offset", row.committedOffset());
    }
    if (api == PartitionApis.LIST_OFFSETS) {
      writeKnown("timestamp", row.timestamp());
      writeKnown("offset", row.offset());
    }
    // Settings of the whole request stand in each row too: rows are often taken apart by readers.
    writeSettings(api, version, details);
    json.writeEndObject();
  }

  private void writeTopic(PartitionRow row) throws IOException {
    KafkaUuid id = KafkaUuid.of(row.topicIdHigh(), row.topicIdLow());
    String name = row.topic();
    if (name == null && !id.isZero()) {
      name = names.nameOf(id);
    }
    json.writeStringField("topic", name);
    json.writeStringField("topic_id", id.isZero() ? null : id.toString());
  }

  private void writeWatermarks(int api, int version, PartitionRow row) throws IOException {
    if (api == PartitionApis.FETCH) {
      writeKnown("fetch_offset", row.fetchOffset());
    }
    writeKnown("base_offset", row.baseOffset());
    if (api == PartitionApis.FETCH) {
      writeKnown("high_watermark", row.highWatermark());
    }
    if (PartitionApis.hasLastStableOffset(api, version)) {
      writeKnown("last_stable_offset", row.lastStableOffset());
    }
    if (PartitionApis.hasLogStartOffset(api, version)) {
      writeKnown("log_start_offset", row.logStartOffset());
    }
  }

  private void writeKnown(String field, long value) throws IOException {
    if (value == PartitionRow.NONE) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, value);
    }
  }
}
