package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import java.util.ArrayList;
import java.util.List;

/** Keeps everything a connection handed out. */
public final class Recorder implements ExchangeListener {
  public final List<ExchangeRecord> exchanges = new ArrayList<>();
  public final List<Anomaly> anomalies = new ArrayList<>();
  public final List<SaslAuthenticateDetails> tokens = new ArrayList<>();
  public final List<String> sessions = new ArrayList<>();

  @Override
  public void onExchange(Exchange exchange) {
    exchanges.add(exchange.toRecord());
    FetchSession session = exchange.fetchSession();
    if (session != null) {
      StringBuilder text = new StringBuilder().append(session.sessionId());
      for (int i = 0; i < session.size(); i++) {
        text.append(' ').append(session.topic(i)).append('-').append(session.partition(i));
        text.append('@').append(session.fetchOffset(i));
      }
      sessions.add(text.toString());
    }
  }

  @Override
  public void onAnomaly(Anomaly anomaly) {
    anomalies.add(anomaly);
  }

  @Override
  public void onBareToken(SaslAuthenticateDetails token, long timestampNanos) {
    tokens.add(token);
  }

  /** Reasons of all anomalies, in order. */
  public List<AnomalyReason> reasons() {
    return anomalies.stream().map(Anomaly::reason).toList();
  }

  /** Each exchange as {@code Api corr STATUS}. */
  public List<String> summary() {
    return exchanges.stream()
        .map(e -> e.apiName() + " " + e.correlationId() + " " + e.status())
        .toList();
  }

  /** All that each exchange says, partition rows included, for comparison. */
  public List<String> everything() {
    return exchanges.stream().map(Recorder::describe).toList();
  }

  private static String describe(ExchangeRecord exchange) {
    return exchange.toString().replaceFirst("details=.*", "") + details(exchange);
  }

  /** What the bodies said. */
  static String details(ExchangeRecord exchange) {
    StringBuilder text = new StringBuilder();
    if (!(exchange.details() instanceof PartitionDetails partitions)) {
      return text.append(exchange.details()).toString();
    }
    text.append(partitions.acks()).append(' ').append(partitions.groupId());
    for (int i = 0; i < partitions.size(); i++) {
      PartitionRow row = partitions.row(i);
      text.append(" | ").append(row.topic()).append('-').append(row.partition());
      text.append(' ').append(row.errorCode()).append(' ').append(row.records());
      text.append(' ').append(row.bytes()).append(' ').append(row.fetchOffset());
      text.append(' ').append(row.baseOffset()).append(' ').append(row.highWatermark());
      text.append(' ').append(row.committedOffset());
    }
    return text.toString();
  }
}
