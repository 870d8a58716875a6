package io.streamgauge.agent.shard;

import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.link.LinkStatistics;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.ExchangeObserver;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Capture threads on one side, workers on the other. A queue that is full costs the packet, which
 * is counted and is a gap to the connection; it never holds up a capture thread.
 *
 * <pre>{@code
 * ShardedCapture shards = new ShardedCapture(workers, lanes, capacity, mapper, newPipeline, () -> {});
 * shards.start();
 * source.run(shards.inputs()); // one thread for each input
 * shards.finish();
 * }</pre>
 */
public final class ShardedCapture {

  /** Segments that a queue holds by default: several blocks of small packets. */
  public static final int DEFAULT_CAPACITY = 1 << 14;

  private final ShardWorker[] workers;
  private final ShardRouter[] routers;

  /**
   * Makes workers that wait to be started.
   *
   * @param workerCount 1 or more
   * @param inputs capture threads, 1 or more
   * @param capacity segments that may wait, per input and worker
   * @param observer is told by all workers, one at a time
   * @param newPipeline makes the pipeline of a worker, which tells the given observer
   * @param first what each worker's thread does before it works, such as choosing its CPU
   */
  public ShardedCapture(
      int workerCount,
      int inputs,
      int capacity,
      ExchangeObserver observer,
      Function<ExchangeObserver, CapturePipeline> newPipeline,
      Runnable first) {
    SharedObserver shared = new SharedObserver(observer, workerCount);
    SegmentQueue[][] queues = new SegmentQueue[inputs][workerCount];
    this.workers = new ShardWorker[workerCount];
    this.routers = new ShardRouter[inputs];
    for (int worker = 0; worker < workerCount; worker++) {
      SegmentQueue[] ofWorker = new SegmentQueue[inputs];
      for (int input = 0; input < inputs; input++) {
        ofWorker[input] = queues[input][worker] = new SegmentQueue(capacity);
      }
      workers[worker] =
          new ShardWorker(worker, newPipeline.apply(shared.ofWorker(worker)), ofWorker, first);
    }
    for (int input = 0; input < inputs; input++) {
      routers[input] = new ShardRouter(workers, queues[input]);
    }
  }

  /** Starts the workers' threads. */
  public void start() {
    for (ShardWorker worker : workers) {
      worker.start();
    }
  }

  /** What capture threads hand their packets to, one for each. */
  public List<PacketHandler> inputs() {
    return List.of(routers);
  }

  /**
   * All inputs ended: returns when the workers have done what is queued and closed all connections.
   *
   * @throws IllegalStateException if a worker failed
   */
  public void finish() {
    stop();
    try {
      for (ShardWorker worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (ShardWorker worker : workers) {
      worker.throwFailure();
    }
  }

  /** The workers end when they have done what is queued; what they failed with is forgotten. */
  public void stop() {
    for (ShardWorker worker : workers) {
      worker.end();
    }
  }

  /** The pipelines, for their counters; values of running ones may be slightly old. */
  public List<CapturePipeline> pipelines() {
    return Stream.of(workers).map(ShardWorker::pipeline).toList();
  }

  /** Counters of the link layer, by input; values of running ones may be slightly old. */
  public List<LinkStatistics> linkStatistics() {
    return Stream.of(routers).map(ShardRouter::linkStatistics).toList();
  }

  /** Packets that came in. */
  public long packets() {
    return Stream.of(routers).mapToLong(ShardRouter::packets).sum();
  }

  /** Packets for which there was no room on their way to a worker. */
  public long droppedPackets() {
    return Stream.of(routers).mapToLong(ShardRouter::dropped).sum();
  }
}
