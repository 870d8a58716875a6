package io.streamgauge.agent.capture.interfaces;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.CaptureWork;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.capture.TrafficFilter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures on all interfaces of a choice, one source and one thread for each, and follows them as
 * they come and go. Within a lane packets are handed over one at a time, on the thread of their
 * interface; those of different interfaces may come a little out of order, as packets of one may.
 *
 * <p>What is seen on several interfaces is delivered several times: reassembly counts it once.
 */
public final class FollowedInterfaces implements FilteredSource {
  private static final Logger LOG = LoggerFactory.getLogger(FollowedInterfaces.class);

  /** How often it is looked for interfaces that came; refused ones are left alone for longer. */
  public static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** Opens the source of one interface. */
  @FunctionalInterface
  public interface Opener {
    /**
     * A source that captures from now on.
     *
     * @throws CaptureUnavailableException with one line that says what mends it
     */
    PacketSource open(String interfaceName) throws CaptureUnavailableException;
  }

  private record Followed(PacketSource source, Thread thread, Object filtering) {}

  private final InterfaceChoice choice;
  private final InterfaceList present;
  private final Opener opener;
  private final Duration lookAgain;
  private final InstantSource clock;
  private final int lanes;
  private final Map<String, PacketSource> waiting = new TreeMap<>();
  private final Map<String, Followed> followed = new ConcurrentSkipListMap<>();
  private final RefusedInterfaces refused = new RefusedInterfaces();

  // A lock of its own: the handler may ask for figures, or close this, while it is handed a packet.
  private final Object figures = new Object();
  private final Semaphore wake = new Semaphore(0);
  private CaptureStatistics ended = CaptureStatistics.NONE;
  private volatile TrafficFilter filter;
  private List<MergedPackets> packets = List.of(); // by lane
  private Throwable failure;
  private boolean closed;

  private FollowedInterfaces(
      InterfaceChoice choice,
      InterfaceList present,
      Opener opener,
      int lanes,
      Duration lookAgain,
      InstantSource clock) {
    this.lanes = lanes;
    this.lookAgain = lookAgain;
    this.choice = choice;
    this.present = present;
    this.opener = opener;
    this.clock = clock;
  }

  /**
   * Starts capturing on the interfaces that are there.
   *
   * @param lanes into how many all interfaces together are sorted: the first lane of each goes to
   *     the first, and so on; sources may have fewer, but not more
   * @throws CaptureUnavailableException if one that is named without a wildcard is not there or
   *     cannot be captured, or none of those that are there can
   */
  public static FollowedInterfaces open(
      InterfaceChoice choice, InterfaceList present, Opener opener, int lanes) throws IOException {
    return open(choice, present, opener, lanes, LOOK_AGAIN, InstantSource.system());
  }

  static FollowedInterfaces open(
      InterfaceChoice choice,
      InterfaceList present,
      Opener opener,
      int lanes,
      Duration lookAgain,
      InstantSource clock)
      throws IOException {
    FollowedInterfaces source =
        new FollowedInterfaces(choice, present, opener, lanes, lookAgain, clock);
    try {
      source.openFirst();
      return source;
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private synchronized void openFirst() throws CaptureUnavailableException {
    Set<String> required = choice.required();
    Set<String> names = new TreeSet<>(required);
    present.names().stream().filter(choice::includes).forEach(names::add);
    CaptureUnavailableException first = null;
    for (String name : names) {
      try {
        waiting.put(name, opener.open(name));
      } catch (CaptureUnavailableException e) {
        if (required.contains(name)) {
          throw e;
        }
        first = first == null ? e : first;
        refuse(name, e);
      }
    }
    if (waiting.isEmpty() && first != null) {
      throw first;
    }
  }

  @Override
  public int lanes() {
    return lanes;
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
    if (handlers.size() < lanes) {
      throw new IllegalArgumentException(
          "%d handlers for %d lanes".formatted(handlers.size(), lanes));
    }
    packets = handlers.stream().limit(lanes).map(MergedPackets::new).toList();
    Map<String, PacketSource> first;
    synchronized (this) {
      first = new TreeMap<>(waiting);
      waiting.clear();
    }
    try {
      // All are waited for before one runs: its silence must not pass for that of all.
      Map<String, List<MergedPackets.Input>> inputs = new TreeMap<>();
      first.forEach((name, source) -> inputs.put(name, inputs(source)));
      first.forEach((name, source) -> follow(name, source, inputs.get(name)));
      while (isRunning()) {
        look();
        pause();
      }
    } finally {
      close();
      CaptureWork.join(followed.values().stream().map(Followed::thread).toList());
    }
    CaptureWork.rethrow(failure());
  }

  private synchronized boolean isRunning() {
    return !closed && failure == null;
  }

  private void pause() {
    try {
      boolean unused = wake.tryAcquire(lookAgain.toMillis(), TimeUnit.MILLISECONDS);
      wake.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      synchronized (this) {
        closed = true;
      }
    }
  }

  /** Opens what came, and forgets what went. */
  private void look() {
    Set<String> names = present.names();
    refused.retainAll(names);
    for (String name : names) {
      if (choice.includes(name)
          && !followed.containsKey(name)
          && refused.mayTry(name, clock.instant())) {
        try {
          PacketSource source = opener.open(name);
          follow(name, source, inputs(source));
          refused.remove(name);
          LOG.info("Capturing on {} as well", name);
        } catch (CaptureUnavailableException e) {
          refuse(name, e);
        }
      }
    }
    packets.forEach(lane -> lane.idleWithoutInputs(nowNanos()));
  }

  private List<MergedPackets.Input> inputs(PacketSource source) {
    return packets.stream().limit(source.lanes()).map(MergedPackets::open).toList();
  }

  private void refuse(String name, CaptureUnavailableException e) {
    refused.add(name, e.getMessage(), clock.instant());
  }

  private void follow(String name, PacketSource source, List<MergedPackets.Input> inputs) {
    Thread thread = new Thread(() -> capture(name, source, inputs), "capture-" + name);
    Followed added = new Followed(source, thread, new Object());
    synchronized (this) {
      followed.put(name, added);
    }
    applyFilter(added);
    // Closed in the meantime or not: a closed source ends at once.
    thread.start();
    if (!isRunning()) {
      closeQuietly(name, source);
    }
  }

  /** Reaches the interfaces that are there and those that come. */
  @Override
  public void filter(TrafficFilter wanted) {
    filter = wanted;
    followed.values().forEach(this::applyFilter);
  }

  // Which filter is read under the lock: else one thread could apply an older one behind another's.
  private void applyFilter(Followed to) {
    if (!(to.source instanceof FilteredSource filtered)) {
      return;
    }
    synchronized (to.filtering) {
      TrafficFilter wanted = filter;
      try {
        if (wanted != null) {
          filtered.filter(wanted);
        }
      } catch (CaptureUnavailableException e) {
        LOG.warn("Still capturing with the filter before: {}", e.getMessage());
      }
    }
  }

  private void capture(String name, PacketSource source, List<MergedPackets.Input> inputs) {
    Throwable cause = null;
    try {
      source.run(inputs);
    } catch (CaptureUnavailableException e) {
      LOG.info("No longer capturing on {}: {}", name, e.getMessage());
    } catch (IOException | RuntimeException | Error e) {
      cause = e;
    }
    inputs.forEach(MergedPackets.Input::close);
    end(name, source, cause);
  }

  private synchronized void end(String name, PacketSource source, Throwable cause) {
    synchronized (figures) {
      ended = ended.plus(source.statistics());
      followed.remove(name);
    }
    if (cause != null && failure == null) {
      failure = cause;
    }
    refused.retryAll();
    wake.release();
  }

  private synchronized Throwable failure() {
    return failure;
  }

  /** Interfaces that are captured now; sorted. */
  public synchronized Set<String> interfaces() {
    Set<String> names = new TreeSet<>(followed.keySet());
    names.addAll(waiting.keySet());
    return names;
  }

  @Override
  public CaptureStatistics statistics() {
    synchronized (figures) {
      CaptureStatistics sum = ended;
      for (Followed each : followed.values()) {
        sum = sum.plus(each.source.statistics());
      }
      return sum;
    }
  }

  @Override
  public void close() throws IOException {
    List<PacketSource> sources = new ArrayList<>();
    synchronized (this) {
      closed = true;
      for (Iterator<PacketSource> all = waiting.values().iterator(); all.hasNext(); ) {
        sources.add(all.next());
        all.remove();
      }
      followed.values().forEach(each -> sources.add(each.source));
      wake.release();
    }
    for (PacketSource source : sources) {
      source.close();
    }
  }

  private static void closeQuietly(String name, PacketSource source) {
    try {
      source.close();
    } catch (IOException e) {
      LOG.warn("The capture on {} could not be closed: {}", name, e.getMessage());
    }
  }

  private long nowNanos() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
