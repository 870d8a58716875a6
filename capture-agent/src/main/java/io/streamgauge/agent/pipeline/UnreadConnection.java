package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.events.v1.ConnectionKind;
import io.streamgauge.protocol.detect.Verdict;

/** Tells as what a connection counts while nothing of it is read. */
final class UnreadConnection {
  private final ExchangeObserver observer;
  private final Endpoint broker;
  private final boolean watched;
  private ConnectionKind told;

  /**
   * A connection that counts as nothing yet.
   *
   * @param broker the broker's end; null if it is not known, which is then never told
   * @param watched somebody said that the broker's port is Kafka's
   */
  UnreadConnection(ExchangeObserver observer, Endpoint broker, boolean watched) {
    this.observer = observer;
    this.broker = broker;
    this.watched = watched;
  }

  /** This is what is known of it now. */
  void found(Verdict verdict) {
    tell(
        switch (verdict) {
          case TLS -> ConnectionKind.TLS;
          case UNDECIDED -> watched ? ConnectionKind.UNKNOWN : null;
          case KAFKA, NOT_KAFKA -> null;
        });
  }

  /** It ended, or is being read. */
  void ended() {
    tell(null);
  }

  private void tell(ConnectionKind kind) {
    if (kind == told || broker == null) {
      return;
    }
    if (told != null) {
      observer.onUnread(broker, told, false);
    }
    if (kind != null) {
      observer.onUnread(broker, kind, true);
    }
    told = kind;
  }
}
