package io.streamgauge.agent.runtime;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.interfaces.FollowedInterfaces;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Deals out a budget of packet buffers to interfaces as they come. Each gets an equal share of what
 * is left, as if one more were waiting: what comes later finds room, too. What an interface had is
 * there again when its source ends.
 */
final class SharedBuffers implements FollowedInterfaces.Opener {

  /** Opens a source with a buffer of at most that size. */
  @FunctionalInterface
  interface SizedOpener {
    /** A source that captures from now on. */
    FilteredSource open(String interfaceName, int bufferBytes) throws CaptureUnavailableException;
  }

  private final int budget;
  private final String budgetName;
  private final int least;
  private final Supplier<Set<String>> wanted;
  private final SizedOpener opener;
  private final Set<String> open = new HashSet<>();
  private int left;

  /**
   * A budget of which nothing is used.
   *
   * @param budget bytes
   * @param budgetName what to call it when it is used up
   * @param least bytes that an interface gets, or it is not captured
   * @param wanted interfaces that are there and are to be captured
   */
  SharedBuffers(
      int budget, String budgetName, int least, Supplier<Set<String>> wanted, SizedOpener opener) {
    this.budget = budget;
    this.budgetName = budgetName;
    this.least = least;
    this.wanted = wanted;
    this.opener = opener;
    this.left = budget;
  }

  @Override
  public FilteredSource open(String interfaceName) throws CaptureUnavailableException {
    int bytes = take(interfaceName);
    boolean opened = false;
    try {
      FilteredSource source = new Sharing(opener.open(interfaceName, bytes), interfaceName, bytes);
      opened = true;
      return source;
    } finally {
      if (!opened) {
        giveBack(interfaceName, bytes);
      }
    }
  }

  private synchronized int take(String name) throws CaptureUnavailableException {
    Set<String> waiting = new HashSet<>(wanted.get());
    waiting.removeAll(open);
    waiting.add(name);
    int share = Math.max(least, left / (waiting.size() + 1));
    if (share > left) {
      throw new CaptureUnavailableException(
          "%s: the %d MB of %s are used up by other interfaces"
              .formatted(name, budget >> 20, budgetName));
    }
    left -= share;
    open.add(name);
    return share;
  }

  private synchronized void giveBack(String name, int bytes) {
    left += bytes;
    open.remove(name);
  }

  /** Gives its share back when it ends. */
  private final class Sharing implements FilteredSource {
    private final FilteredSource source;
    private final String name;
    private final int bytes;
    private final AtomicBoolean gaveBack = new AtomicBoolean();
    private volatile boolean started;

    private Sharing(FilteredSource source, String name, int bytes) {
      this.source = source;
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public int lanes() {
      return source.lanes();
    }

    @Override
    public void run(PacketHandler handler) throws IOException {
      run(List.of(handler));
    }

    @Override
    public void run(List<? extends PacketHandler> handlers) throws IOException {
      started = true;
      try {
        source.run(handlers);
      } finally {
        end();
      }
    }

    @Override
    public void filter(TrafficFilter filter) throws CaptureUnavailableException {
      source.filter(filter);
    }

    @Override
    public CaptureStatistics statistics() {
      return source.statistics();
    }

    @Override
    public void close() throws IOException {
      source.close();
      if (!started) {
        end();
      }
    }

    private void end() {
      if (gaveBack.compareAndSet(false, true)) {
        giveBack(name, bytes);
      }
    }
  }
}
