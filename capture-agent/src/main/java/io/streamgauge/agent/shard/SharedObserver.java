package io.streamgauge.agent.shard;

import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.ExchangeObserver;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.events.v1.ConnectionKind;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.Arrays;

/**
 * Lets several workers tell one observer, one at a time. What crosses connections meets there:
 * names of topics, offsets of partitions, members of groups, sums. Time is the time of the worker
 * that is furthest behind, so that no step closes before all have told what belongs to it.
 */
final class SharedObserver {

  /** Time is told in steps: telling every packet's would have the workers wait for each other. */
  private static final long TIME_STEP_NANOS = 1_000_000L;

  private final ExchangeObserver target;
  private final Object lock = new Object();
  private final long[] times;
  private long told = Long.MIN_VALUE;

  SharedObserver(ExchangeObserver target, int workers) {
    this.target = target;
    this.times = new long[workers];
    Arrays.fill(times, Long.MIN_VALUE);
  }

  /** The observer of one worker. */
  ExchangeObserver ofWorker(int number) {
    return new WorkersObserver(number);
  }

  private final class WorkersObserver implements ExchangeObserver {
    private final int number;
    private long next = Long.MIN_VALUE;

    private WorkersObserver(int number) {
      this.number = number;
    }

    @Override
    public ConnectionObserver onConnection(Connection connection) {
      synchronized (lock) {
        return new LockedObserver(target.onConnection(connection));
      }
    }

    @Override
    public void onOpaqueBytes(Endpoint broker, long bytes) {
      synchronized (lock) {
        target.onOpaqueBytes(broker, bytes);
      }
    }

    @Override
    public void onUnread(Endpoint broker, ConnectionKind kind, boolean open) {
      synchronized (lock) {
        target.onUnread(broker, kind, open);
      }
    }

    @Override
    public void onTime(long timestampNanos) {
      if (timestampNanos < next) {
        return;
      }
      next = timestampNanos + TIME_STEP_NANOS;
      synchronized (lock) {
        times[number] = timestampNanos;
        long all = timestampNanos;
        for (long time : times) {
          all = Math.min(all, time);
        }
        if (all > told) {
          told = all;
          target.onTime(all);
        }
      }
    }
  }

  private final class LockedObserver implements ConnectionObserver {
    private final ConnectionObserver observer;

    private LockedObserver(ConnectionObserver observer) {
      this.observer = observer;
    }

    @Override
    public void onExchange(Exchange exchange) {
      synchronized (lock) {
        observer.onExchange(exchange);
      }
    }

    @Override
    public void onAnomaly(Anomaly anomaly) {
      synchronized (lock) {
        observer.onAnomaly(anomaly);
      }
    }

    @Override
    public void onBareToken(SaslAuthenticateDetails token, long timestampNanos) {
      synchronized (lock) {
        observer.onBareToken(token, timestampNanos);
      }
    }

    @Override
    public void onClose(long timestampNanos) {
      synchronized (lock) {
        observer.onClose(timestampNanos);
      }
    }
  }
}
