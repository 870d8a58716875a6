package io.streamgauge.quickstart;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks a broker the same again and again, twenty times with a connection, then with a new one. */
public final class RepeatingClient implements AutoCloseable {
  private final String bootstrap;
  private final CompletableFuture<Void> done;
  private volatile boolean stopped;

  private RepeatingClient(String bootstrap) {
    this.bootstrap = bootstrap;
    this.done =
        CompletableFuture.runAsync(this::ask, work -> new Thread(work, "repeating-client").start());
  }

  /** Begins to ask. */
  public static RepeatingClient of(String bootstrap) {
    return new RepeatingClient(bootstrap);
  }

  private void ask() {
    try {
      while (!stopped) {
        try (Admin admin =
            Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
          for (int i = 0; i < 20 && !stopped; i++) {
            Object unused = admin.describeCluster().nodes().get();
          }
        }
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the broker has answered so far. */
  public boolean isAsking() {
    return !done.isDone();
  }

  @Override
  public void close() {
    stopped = true;
    done.join();
  }
}
