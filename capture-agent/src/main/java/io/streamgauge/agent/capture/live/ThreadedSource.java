package io.streamgauge.agent.capture.live;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.CaptureWork;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.TrafficFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One interface whose connections several sources share: each is a lane and has a thread, the first
 * one that which runs this. When one ends, all do.
 */
final class ThreadedSource implements FilteredSource {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadedSource.class);

  private final String name;
  private final List<? extends FilteredSource> sources;
  private final Runnable first;

  /**
   * Shares out what is open already.
   *
   * @param name of the interface, for the threads
   * @param sources one for each thread; closed with this
   * @param first what each thread does before it captures
   */
  ThreadedSource(String name, List<? extends FilteredSource> sources, Runnable first) {
    this.name = name;
    this.sources = List.copyOf(sources);
    this.first = first;
  }

  @Override
  public int lanes() {
    return sources.size();
  }

  @Override
  public void run(PacketHandler handler) throws IOException {
    run(List.of(handler));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are more lanes than handlers
   */
  @Override
  public void run(List<? extends PacketHandler> handlers) throws IOException {
    if (handlers.size() < sources.size()) {
      throw new IllegalArgumentException(
          "%d handlers for %d lanes".formatted(handlers.size(), sources.size()));
    }
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int lane = 1; lane < sources.size(); lane++) {
      FilteredSource source = sources.get(lane);
      PacketHandler handler = handlers.get(lane);
      Thread thread =
          new Thread(() -> capture(source, handler, failure), "capture-" + name + "-" + lane);
      threads.add(thread);
      thread.start();
    }
    capture(sources.get(0), handlers.get(0), failure);
    CaptureWork.join(threads);
    CaptureWork.rethrow(failure.get());
  }

  private void capture(
      FilteredSource source, PacketHandler handler, AtomicReference<Throwable> failure) {
    try {
      first.run();
      source.run(handler);
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      close();
    }
  }

  /** Changes the lanes one after the other: for a moment they let different traffic through. */
  @Override
  public void filter(TrafficFilter filter) throws CaptureUnavailableException {
    for (FilteredSource source : sources) {
      source.filter(filter);
    }
  }

  @Override
  public CaptureStatistics statistics() {
    CaptureStatistics sum = CaptureStatistics.NONE;
    for (FilteredSource source : sources) {
      sum = sum.plus(source.statistics());
    }
    return sum;
  }

  @Override
  public void close() {
    for (FilteredSource source : sources) {
      try {
        source.close();
      } catch (IOException e) {
        LOG.warn("The capture on {} could not be closed: {}", name, e.getMessage());
      }
    }
  }
}
