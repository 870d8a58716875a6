package io.streamgauge.agent.capture.afpacket;

import com.sun.jna.Memory;
import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.TrafficFilter;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Live capture on one interface through a memory-mapped ring (packet(7), TPACKET_V3).
 *
 * <p>Packets are read where the kernel put them. A block of them goes back to the kernel when the
 * handler is done with it, or, if the handler retained it, when nobody needs it any more; the ring
 * is unmapped after the last block, whatever happens to the source. An interface that goes down is
 * waited for; one that is taken away ends the capture.
 */
public final class AfPacketSource implements FilteredSource {

  /** Holds an eighth of a second at 2 Gbit/s. */
  public static final int DEFAULT_BUFFER_BYTES = 32 << 20;

  /** A source takes no less, whatever it is given. */
  public static final int LEAST_BUFFER_BYTES = RingLayout.MIN_BYTES;

  /**
   * How long the kernel may keep packets back to hand over several at once. The longer, the later a
   * reader of slow traffic may be: each hand-over takes a block.
   */
  private static final int RETIRE_MILLIS = 80;

  private static final int POLL_MILLIS = 100;
  private static final long DOWN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long BUSY_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private final LinuxInterface on;
  private final PacketSocket socket;
  private final RingMemory memory;
  private final PacketRing ring;
  private final InstantSource clock;
  private final Object lifecycle = new Object();
  private long dropped;
  private boolean running;
  private boolean released;
  private volatile boolean closed;

  private AfPacketSource(
      LinuxInterface on,
      PacketSocket socket,
      RingMemory memory,
      PacketRing ring,
      InstantSource clock) {
    this.on = on;
    this.socket = socket;
    this.memory = memory;
    this.ring = ring;
    this.clock = clock;
  }

  /**
   * Starts capturing; packets are put into the ring from now on.
   *
   * @param interfaceName as {@code ip link} prints it
   * @param bufferBytes size of the ring, all of it resident; rounded down to whole blocks
   * @throws io.streamgauge.agent.capture.BackendUnsupportedException if this system has no such
   *     rings, or no libpcap
   * @throws CaptureUnavailableException with one line that says what mends it
   */
  public static AfPacketSource open(String interfaceName, TrafficFilter filter, int bufferBytes)
      throws CaptureUnavailableException {
    return openAll(interfaceName, filter, bufferBytes, 1).get(0);
  }

  /**
   * The same for several threads: each source gets its own share of the connections, both
   * directions of each, and its part of the buffer. The kernel shares out by what it sees outside,
   * so that the two directions of a connection inside a tunnel may come apart.
   *
   * @param sources 1 or more
   */
  public static List<AfPacketSource> openAll(
      String interfaceName, TrafficFilter filter, int bufferBytes, int sources)
      throws CaptureUnavailableException {
    List<AfPacketSource> opened = new ArrayList<>(sources);
    try {
      int group = 0;
      for (int i = 0; i < sources; i++) {
        AfPacketSource source =
            openOne(interfaceName, filter, bufferBytes / sources, InstantSource.system());
        opened.add(source);
        group = sources == 1 ? 0 : source.socket.join(group);
      }
      return opened;
    } catch (CaptureUnavailableException | RuntimeException | Error e) {
      opened.forEach(AfPacketSource::close);
      throw e;
    }
  }

  static AfPacketSource openOne(
      String interfaceName, TrafficFilter filter, int bufferBytes, InstantSource clock)
      throws CaptureUnavailableException {
    LinuxInterface on = find(interfaceName);
    BpfProgram program = BpfProgram.compile(filter, on);
    RingLayout layout = RingLayout.ofBytes(bufferBytes);
    PacketSocket socket = PacketSocket.create(on);
    RingMemory memory = null;
    try {
      socket.useVersion3();
      socket.attach(program);
      if (on.isLoopback()) {
        socket.ignoreOutgoing();
      }
      socket.createRing(layout, RETIRE_MILLIS);
      memory = socket.map(layout);
      PacketRing ring = new PacketRing(memory, layout, on.linkType(), on.isLoopback());
      if (!on.isLoopback()) {
        socket.listenToAll(on);
      }
      socket.bind(on);
      return new AfPacketSource(on, socket, memory, ring, clock);
    } catch (CaptureUnavailableException | RuntimeException | Error e) {
      if (memory != null) {
        memory.release();
      }
      socket.close();
      throw e;
    }
  }

  private static LinuxInterface find(String interfaceName) throws CaptureUnavailableException {
    PacketSocket socket = PacketSocket.create(interfaceName);
    try {
      return socket.find();
    } finally {
      socket.close();
    }
  }

  @Override
  public void run(PacketHandler handler) throws IOException {
    synchronized (lifecycle) {
      if (closed) {
        return;
      }
      running = true;
    }
    try (Memory scratch = new Memory(8)) {
      long heard = System.nanoTime();
      while (!closed) {
        if (ring.deliver(handler)) {
          heard = System.nanoTime();
        } else if (ring.isAnyBlockKept()) {
          // Polling would return at once: the kernel counts a block that is not back yet as news.
          LockSupport.parkNanos(BUSY_NANOS);
        } else if (!socket.awaitBlock(scratch, POLL_MILLIS)) {
          awaitInterface();
        }
        if (System.nanoTime() - heard >= TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS)) {
          handler.onIdle(idleTimeNanos());
          heard = System.nanoTime();
        }
      }
    } finally {
      release();
    }
  }

  @Override
  public void filter(TrafficFilter filter) throws CaptureUnavailableException {
    BpfProgram program = BpfProgram.compile(filter, on);
    synchronized (lifecycle) {
      if (!released) {
        socket.attach(program);
      }
    }
  }

  private void awaitInterface() throws CaptureUnavailableException {
    if (!socket.isThere(on)) {
      throw AfPacketErrors.gone(on.name());
    }
    LockSupport.parkNanos(DOWN_NANOS);
  }

  // What the kernel keeps back is older than now.
  private long idleTimeNanos() {
    Instant now = clock.instant().minusMillis(2 * RETIRE_MILLIS);
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  @Override
  public CaptureStatistics statistics() {
    synchronized (lifecycle) {
      if (!released) {
        dropped += socket.takeDrops();
      }
      return new CaptureStatistics(ring.received(), dropped, ring.truncatedBytes(), 0);
    }
  }

  private void release() {
    synchronized (lifecycle) {
      running = false;
      if (!released) {
        dropped += socket.takeDrops();
        released = true;
        socket.close();
        memory.release();
      }
    }
  }

  /** Ends {@link #run} within a poll time-out, from any thread; idempotent. */
  @Override
  public void close() {
    synchronized (lifecycle) {
      closed = true;
      if (!running) {
        release();
      }
    }
  }
}
