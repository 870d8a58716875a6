package io.streamgauge.agent.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.streamgauge.agent.identity.TopicNames;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.ErrorNames;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * One exchange or anomaly per line, as {@code docs/jsonl.md} describes it. A stable contract:
 * fields are added, never changed.
 */
public final class JsonLinesWriter implements ExchangeWriter {
  private static final SerializableString COMPLETE = new SerializedString("complete");
  private static final SerializableString NO_RESPONSE = new SerializedString("no_response");
  private static final SerializableString NO_REQUEST = new SerializedString("no_request");
  private static final SerializableString PARTIAL = new SerializedString("partial");

  private final JsonGenerator json;
  private final PartitionsWriter partitions;
  private final char[] time = new char[Timestamps.LENGTH];

  /**
   * @param out receives UTF-8; left open
   * @param names names of topic ids, read while writing
   */
  public JsonLinesWriter(OutputStream out, TopicNames names) throws IOException {
    json =
        JsonFactory.builder()
            .build()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .setRootValueSeparator(null);
    partitions = new PartitionsWriter(json, names);
  }

  private static SerializableString status(ExchangeStatus status) {
    return switch (status) {
      case COMPLETE -> COMPLETE;
      case NO_RESPONSE -> NO_RESPONSE;
      case NO_REQUEST -> NO_REQUEST;
      case PARTIAL -> PARTIAL;
    };
  }

  @Override
  public void write(Connection connection, Exchange exchange) throws IOException {
    boolean requestSeen = exchange.apiKey() != Exchange.UNKNOWN;
    json.writeStartObject();
    writeTime(
        exchange.requestFirstNanos() != Exchange.NO_TIME
            ? exchange.requestFirstNanos()
            : exchange.responseFirstNanos());
    writeEnds(connection);
    json.writeStringField("client_id", exchange.clientId());
    json.writeStringField("api", requestSeen ? exchange.apiName() : null);
    writeKnown("api_key", exchange.apiKey());
    writeKnown("api_version", exchange.apiVersion());
    json.writeNumberField("correlation_id", exchange.correlationId());
    writeKnown("request_bytes", exchange.requestBytes());
    writeKnown("response_bytes", exchange.responseBytes());
    writeKnown("latency_ns", exchange.latencyNanos());
    json.writeFieldName("status");
    json.writeString(status(exchange.status()));
    json.writeFieldName("error");
    writeError(json, exchange.errorCode());
    if (requestSeen) {
      partitions.write(exchange);
    }
    endLine();
  }

  @Override
  public void write(Connection connection, Anomaly anomaly) throws IOException {
    json.writeStartObject();
    json.writeStringField("anomaly", anomaly.reason().label());
    writeTime(anomaly.timestampNanos());
    writeEnds(connection);
    json.writeStringField("direction", anomaly.direction().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("bytes", anomaly.bytes());
    endLine();
  }

  private void endLine() throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void writeTime(long nanos) throws IOException {
    json.writeFieldName("time");
    if (nanos == Exchange.NO_TIME) {
      json.writeNull();
      return;
    }
    Timestamps.write(nanos, time);
    json.writeString(time, 0, Timestamps.LENGTH);
  }

  private void writeEnds(Connection connection) throws IOException {
    json.writeStringField("client", connection.client().toString());
    json.writeStringField("broker", connection.broker().toString());
  }

  private void writeKnown(String field, long value) throws IOException {
    if (value == Exchange.UNKNOWN) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, value);
    }
  }

  static void writeError(JsonGenerator json, int code) throws IOException {
    if (code == Exchange.NO_ERROR_CODE) {
      json.writeNull();
    } else {
      json.writeString(ErrorNames.of(code));
    }
  }

  @Override
  public void flush() throws IOException {
    json.flush();
  }

  @Override
  public void close() throws IOException {
    json.flush();
    json.close();
  }
}
