package io.streamgauge.agent.capture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.link.LinkType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadedSourceTest {

  /** Delivers one packet, stamped with its number, then runs until it is closed. */
  private static final class Lane implements FilteredSource {
    private final long number;
    private final IOException failure;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<TrafficFilter> filters = new ArrayList<>();

    private Lane(long number, IOException failure) {
      this.number = number;
      this.failure = failure;
    }

    @Override
    public void run(PacketHandler handler) throws IOException {
      handler.onPacket(number, LinkType.RAW, ByteBuffer.allocate(0), 0, 0, 0);
      if (failure != null) {
        throw failure;
      }
      try {
        closed.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void filter(TrafficFilter filter) {
      filters.add(filter);
    }

    @Override
    public CaptureStatistics statistics() {
      return new CaptureStatistics(1, number, 0, 0);
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  /** Which packets came, and on which threads. */
  private static final class Heard implements PacketHandler {
    private final Set<Long> packets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch both;

    private Heard(CountDownLatch both) {
      this.both = both;
    }

    @Override
    public void onPacket(long t, LinkType l, ByteBuffer b, int o, int c, int w) {
      packets.add(t);
      threads.add(Thread.currentThread());
      both.countDown();
    }
  }

  private final CountDownLatch both = new CountDownLatch(2);
  private final Heard one = new Heard(both);
  private final Heard other = new Heard(both);
  private final Set<Thread> began = ConcurrentHashMap.newKeySet();

  private ThreadedSource source(Lane... lanes) {
    return new ThreadedSource("eth0", List.of(lanes), () -> began.add(Thread.currentThread()));
  }

  @Test
  void eachLaneHasAHandlerAndAThreadOfItsOwnAndOneEndIsTheEndOfAll() throws Exception {
    // Given
    Lane first = new Lane(1, null);
    Lane second = new Lane(2, null);
    ThreadedSource source = source(first, second);
    Thread closer =
        new Thread(
            () -> {
              try {
                both.await();
              } catch (InterruptedException e) {
                return;
              }
              second.close();
            });
    closer.start();
    // When
    source.run(List.of(one, other));
    closer.join();
    // Then
    assertThat(source.lanes()).isEqualTo(2);
    assertThat(one.packets).containsExactly(1L);
    assertThat(other.packets).containsExactly(2L);
    assertThat(one.threads).containsExactly(Thread.currentThread());
    assertThat(other.threads).isNotEqualTo(one.threads);
    assertThat(began).containsAll(one.threads).containsAll(other.threads).hasSize(2);
    assertThat(source.statistics()).isEqualTo(new CaptureStatistics(2, 3, 0, 0));
  }

  @Test
  void whatOneLaneFailsWithEndsAllAndComesOut() {
    // Given
    ThreadedSource source =
        source(new Lane(1, null), new Lane(2, new CaptureUnavailableException("gone")));
    // When, Then
    assertThatThrownBy(() -> source.run(List.of(one, other)))
        .isInstanceOf(CaptureUnavailableException.class)
        .hasMessage("gone");
  }

  @Test
  void aThreadThatCannotBeginIsAFailure() {
    // Given
    ThreadedSource source =
        new ThreadedSource(
            "eth0",
            List.of(new Lane(1, null), new Lane(2, null)),
            () -> {
              throw new IllegalStateException("CPU 3 cannot be used");
            });
    // When, Then
    assertThatThrownBy(() -> source.run(List.of(one, other))).hasMessage("CPU 3 cannot be used");
    assertThat(one.packets).isEmpty();
  }

  @Test
  void aFilterReachesAllLanes() throws Exception {
    // Given
    Lane first = new Lane(1, null);
    Lane second = new Lane(2, null);
    TrafficFilter filter = TrafficFilter.ofPorts(List.of(9092));
    // When
    source(first, second).filter(filter);
    // Then
    assertThat(first.filters).containsExactly(filter);
    assertThat(second.filters).containsExactly(filter);
  }

  @Test
  void aLaneWithoutAHandlerIsRefused() {
    // Given
    ThreadedSource source = source(new Lane(1, null), new Lane(2, null));
    // When, Then
    assertThatThrownBy(() -> source.run(one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 handlers for 2 lanes");
  }
}
