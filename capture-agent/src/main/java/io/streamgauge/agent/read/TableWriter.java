package io.streamgauge.agent.read;

import io.streamgauge.agent.identity.TopicNames;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.details.value.KafkaUuid;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.ErrorNames;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** One exchange per line, in columns for a person. Not a contract: use JSON lines for programs. */
public final class TableWriter implements ExchangeWriter {
  private static final int PARTITIONS_SHOWN = 3;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Writer out;
  private final TopicNames names;
  private final char[] time = new char[Timestamps.LENGTH];
  private boolean headed;

  /**
   * @param out receives the lines; left open
   * @param names names of topic ids, read while writing
   */
  public TableWriter(Writer out, TopicNames names) {
    this.out = out;
    this.names = names;
  }

  @Override
  public void write(Connection connection, Exchange exchange) throws IOException {
    head();
    line(
        time(
            exchange.requestFirstNanos() != Exchange.NO_TIME
                ? exchange.requestFirstNanos()
                : exchange.responseFirstNanos()),
        connection.client(),
        connection.broker(),
        exchange.clientId() == null ? "-" : Printable.of(exchange.clientId()),
        api(exchange),
        known(exchange.requestBytes()),
        known(exchange.responseBytes()),
        exchange.latencyNanos() == Exchange.UNKNOWN
            ? "-"
            : String.format(Locale.ROOT, "%.3f", exchange.latencyNanos() / NANOS_PER_MILLI),
        outcome(exchange));
  }

  @Override
  public void write(Connection connection, Anomaly anomaly) throws IOException {
    head();
    line(
        time(anomaly.timestampNanos()),
        connection.client(),
        connection.broker(),
        "-",
        "anomaly",
        "-",
        "-",
        "-",
        anomaly.reason().label() + (anomaly.bytes() > 0 ? " " + anomaly.bytes() + " bytes" : ""));
  }

  private void head() throws IOException {
    if (!headed) {
      headed = true;
      line(
          "TIME",
          "CLIENT",
          "BROKER",
          "CLIENT ID",
          "API",
          "REQUEST B",
          "RESPONSE B",
          "LATENCY ms",
          "OUTCOME");
    }
  }

  private void line(Object... cells) throws IOException {
    out.write(
        String.format(
            Locale.ROOT, "%-29s  %-21s  %-21s  %-24s  %-24s %10s %10s %12s  %s%n", cells));
  }

  private String time(long nanos) {
    if (nanos == Exchange.NO_TIME) {
      return "-";
    }
    Timestamps.write(nanos, time);
    // Microseconds are what most captures have.
    return new String(time, 0, 26) + "Z";
  }

  private static String api(Exchange exchange) {
    return exchange.apiKey() == Exchange.UNKNOWN
        ? "-"
        : exchange.apiName() + " v" + exchange.apiVersion();
  }

  private static String known(long value) {
    return value == Exchange.UNKNOWN ? "-" : Long.toString(value);
  }

  private String outcome(Exchange exchange) {
    StringBuilder text = new StringBuilder();
    if (exchange.status() != ExchangeStatus.COMPLETE) {
      text.append(exchange.status().name().toLowerCase(Locale.ROOT).replace('_', ' ')).append(' ');
    }
    if (exchange.errorCode() != Exchange.NO_ERROR_CODE) {
      text.append(ErrorNames.of(exchange.errorCode())).append(' ');
    }
    if (exchange.details() instanceof PartitionDetails details) {
      appendPartitions(text, details);
    }
    return text.toString().stripTrailing();
  }

  private void appendPartitions(StringBuilder text, PartitionDetails details) {
    for (int i = 0; i < Math.min(details.size(), PARTITIONS_SHOWN); i++) {
      PartitionRow row = details.row(i);
      text.append(topic(row)).append('-').append(row.partition());
      append(text, " records=", row.records());
      append(text, " committed=", row.committedOffset());
      append(text, " offset=", row.offset());
      append(text, " hw=", row.highWatermark());
      text.append("  ");
    }
    if (details.size() > PARTITIONS_SHOWN) {
      text.append("and ").append(details.size() - PARTITIONS_SHOWN).append(" more");
    }
  }

  private static void append(StringBuilder text, String label, long value) {
    if (value != PartitionRow.NONE) {
      text.append(label).append(value);
    }
  }

  private String topic(PartitionRow row) {
    if (row.topic() != null) {
      return Printable.of(row.topic());
    }
    KafkaUuid id = KafkaUuid.of(row.topicIdHigh(), row.topicIdLow());
    String name = names.nameOf(id);
    return name == null ? id.toString() : Printable.of(name);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
