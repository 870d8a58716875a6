package io.streamgauge.agent.capture.pcap4j;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.link.LinkType;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapStat;

/**
 * Live capture on one interface through libpcap.
 *
 * <p>pcap4j hands over each packet as an array of its own, so this source allocates per packet and
 * copies twice; it is the portable one, not the fast one.
 */
public final class PcapSource implements FilteredSource {

  /** Kernel buffer that holds a quarter of a second at 2 Gbit/s. */
  public static final int DEFAULT_BUFFER_BYTES = 64 << 20;

  /** Beyond any segment that GRO or GSO builds without BIG TCP. */
  static final int SNAP_LENGTH = 262_144;

  /** How long the kernel may keep packets back to hand over several at once. */
  static final int READ_TIMEOUT_MILLIS = 10;

  private static final long IDLE_CHECK_MILLIS = 80;
  private static final int UNLIMITED = -1;

  private final String interfaceName;
  private final PcapHandle handle;
  private final LinkType linkType;
  private final InstantSource clock;
  private final Object lifecycle = new Object();
  private final PendingFilter nextFilter = new PendingFilter();
  private PacketRelay relay;
  private long dropped;
  private boolean running;
  private volatile boolean closed;

  private PcapSource(
      String interfaceName, PcapHandle handle, LinkType linkType, InstantSource clock) {
    this.interfaceName = interfaceName;
    this.handle = handle;
    this.linkType = linkType;
    this.clock = clock;
  }

  /**
   * Starts capturing; packets are queued by the kernel from now on.
   *
   * @param interfaceName as {@code ip link} prints it, or {@code any}
   * @param bufferBytes size of the kernel's buffer
   * @throws CaptureUnavailableException with one line that says what mends it
   */
  public static PcapSource open(String interfaceName, TrafficFilter filter, int bufferBytes)
      throws CaptureUnavailableException {
    return open(interfaceName, filter, bufferBytes, InstantSource.system());
  }

  static PcapSource open(
      String interfaceName, TrafficFilter filter, int bufferBytes, InstantSource clock)
      throws CaptureUnavailableException {
    PcapHandle handle = PcapHandles.open(interfaceName, bufferBytes);
    try {
      LinkType linkType = PcapHandles.linkType(handle, interfaceName);
      PcapHandles.setFilter(handle, linkType, interfaceName, filter);
      return new PcapSource(interfaceName, handle, linkType, clock);
    } catch (CaptureUnavailableException | RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  @Override
  public void run(PacketHandler handler) throws IOException {
    synchronized (lifecycle) {
      if (closed) {
        return;
      }
      running = true;
      relay = new PacketRelay(handle, linkType, handler);
    }
    Thread waker = new Thread(this::wakeWhenIdle, "pcap-idle-" + interfaceName);
    waker.setDaemon(true);
    waker.start();
    try {
      while (!closed) {
        dispatch(handler);
      }
    } finally {
      waker.interrupt();
      release();
    }
  }

  @Override
  public void filter(TrafficFilter filter) {
    nextFilter.put(filter);
    breakLoop();
  }

  // On this thread, because libpcap takes what is in the buffer out of the old filter's way.
  private void applyFilter() {
    nextFilter.apply(filter -> PcapHandles.setFilter(handle, linkType, interfaceName, filter));
  }

  private void dispatch(PacketHandler handler) throws IOException {
    applyFilter();
    long before = relay.received();
    try {
      handle.dispatch(UNLIMITED, relay);
    } catch (InterruptedException e) {
      // This is how pcap4j reports breakLoop: idle, closed or failed.
    } catch (PcapNativeException | NotOpenException e) {
      throw new CaptureUnavailableException(
          interfaceName + ": the capture broke off: " + e.getMessage(), e);
    }
    relay.rethrowFailure();
    if (!closed && relay.received() == before) {
      handler.onIdle(idleTimeNanos());
    }
  }

  // libpcap's read time-out does not wake a reader while no packet comes (TPACKET_V3 has no empty
  // blocks), so somebody else has to.
  private void wakeWhenIdle() {
    try {
      long before = relay.received();
      while (!closed) {
        TimeUnit.MILLISECONDS.sleep(IDLE_CHECK_MILLIS);
        long now = relay.received();
        if (now == before) {
          breakLoop();
        }
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The kernel may hold packets back for one read time-out: those are older than now.
  private long idleTimeNanos() {
    Instant now = clock.instant().minusMillis(2 * READ_TIMEOUT_MILLIS);
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  @Override
  public CaptureStatistics statistics() {
    synchronized (lifecycle) {
      readDropped();
      return new CaptureStatistics(
          relay == null ? 0 : relay.received(),
          dropped,
          relay == null ? 0 : relay.truncatedBytes(),
          0);
    }
  }

  private void readDropped() {
    try {
      if (handle.isOpen()) {
        PcapStat stat = handle.getStats();
        dropped = Math.max(dropped, stat.getNumPacketsDropped() + stat.getNumPacketsDroppedByIf());
      }
    } catch (PcapNativeException | NotOpenException e) {
      // An interface that just went away has no counters; the last ones stay.
    }
  }

  private void breakLoop() {
    synchronized (lifecycle) {
      try {
        if (handle.isOpen()) {
          handle.breakLoop();
        }
      } catch (NotOpenException e) {
        throw new IllegalStateException("closed in spite of the lock", e);
      }
    }
  }

  private void release() {
    synchronized (lifecycle) {
      running = false;
      readDropped();
      handle.close();
    }
  }

  @Override
  public void close() {
    synchronized (lifecycle) {
      closed = true;
      if (running) {
        breakLoop();
      } else if (handle.isOpen()) {
        readDropped();
        handle.close();
      }
    }
  }
}
