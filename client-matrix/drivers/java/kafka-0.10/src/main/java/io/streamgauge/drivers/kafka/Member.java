package io.streamgauge.drivers.kafka;

import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * A member of a group that polls in a thread of its own, as old releases need: there, a poll
 * returns only once the other members have joined a rebalance too.
 */
final class Member implements AutoCloseable, ConsumerRebalanceListener {
  private final Release release;
  private final Scenario scenario;
  private final Report report;
  private final Consumer<byte[], byte[]> consumer;
  private final Set<TopicPartition> owned = ConcurrentHashMap.newKeySet();
  private final FutureTask<Void> polling = new FutureTask<>(this::poll, null);
  private final Thread thread = new Thread(polling, "member");
  private volatile boolean leaving;
  private volatile boolean committedAll;

  Member(Release release, String bootstrap, Scenario scenario, Report report) {
    this.release = release;
    this.scenario = scenario;
    this.report = report;
    this.consumer = release.newConsumer(bootstrap, scenario);
    thread.setDaemon(true);
  }

  void join() {
    thread.start();
  }

  /** How many partitions it owns. */
  int owned() {
    return owned.size();
  }

  /** Whether all records of the scenario were read and committed. */
  boolean hasCommittedAll() {
    return committedAll;
  }

  /** Waits for a condition, which this member's polling brings about. */
  void await(BooleanSupplier condition) throws ExecutionException, InterruptedException {
    while (!condition.getAsBoolean()) {
      if (polling.isDone()) {
        polling.get();
        throw new IllegalStateException("a member has left before its time");
      }
      Thread.sleep(10);
    }
  }

  private void poll() {
    try {
      consumer.subscribe(List.of(scenario.topic()), this);
      while (!leaving) {
        // Only what it has read itself: a commit while another member joins is refused.
        if (Reading.poll(release, consumer, report) > 0) {
          Reading.commit(consumer, Reading.positions(scenario.topic(), report), report);
          committedAll = report.records() >= scenario.records();
        }
      }
      release.reportMember(consumer, report);
    } finally {
      Usage.close(release, consumer.metrics(), consumer::close, report);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    owned.addAll(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    owned.removeAll(partitions);
  }

  /**
   * Leaves the group; a second call does nothing.
   *
   * @throws IllegalStateException if polling had failed
   */
  void leave() {
    if (leaving) {
      return;
    }
    leaving = true;
    try {
      polling.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a member failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      thread.interrupt(); // it closes its consumer, too
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    leave();
  }
}
