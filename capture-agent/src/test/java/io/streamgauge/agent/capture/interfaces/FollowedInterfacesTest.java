package io.streamgauge.agent.capture.interfaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.link.LinkType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("try") // closing early, from another thread, is what is tested
class FollowedInterfacesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final Instant BEGIN = Instant.ofEpochSecond(5);

  private final Set<String> present = ConcurrentHashMap.newKeySet();
  private final Map<String, FakeSource> sources = new ConcurrentHashMap<>();
  private final Map<String, Integer> lanesOf = new ConcurrentHashMap<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
  private final Recorder recorder = new Recorder();
  private volatile Runnable beforeFilter = () -> {};

  /** A source whose packets and end the test decides. */
  private static final class FakeSource implements FilteredSource {
    private interface Step {
      /** Whether it goes on. */
      boolean run(PacketHandler handler) throws IOException;
    }

    private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final AtomicInteger received = new AtomicInteger();
    private final ConcurrentLinkedQueue<TrafficFilter> filters = new ConcurrentLinkedQueue<>();
    private volatile Runnable beforeFilter = () -> {};
    private volatile int lanes = 1;

    /** What it delivers goes to the last of its lanes. */
    @Override
    public int lanes() {
      return lanes;
    }

    @Override
    public void run(List<? extends PacketHandler> handlers) throws IOException {
      assertThat(handlers).hasSize(lanes);
      run(handlers.get(lanes - 1));
    }

    @Override
    public void filter(TrafficFilter filter) {
      beforeFilter.run();
      filters.add(filter);
    }

    void packet(long timestampNanos) {
      steps.add(
          handler -> {
            received.incrementAndGet();
            handler.onPacket(timestampNanos, LinkType.RAW, ByteBuffer.allocate(0), 0, 0, 0);
            return true;
          });
    }

    void idle(long timestampNanos) {
      steps.add(
          handler -> {
            handler.onIdle(timestampNanos);
            return true;
          });
    }

    void vanish() {
      steps.add(
          handler -> {
            throw new CaptureUnavailableException("the interface disappeared");
          });
    }

    @Override
    public void run(PacketHandler handler) throws IOException {
      try {
        while (steps.take().run(handler)) {
          // Until a step ends it.
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public CaptureStatistics statistics() {
      return new CaptureStatistics(received.get(), 1, 0, 0);
    }

    @Override
    public void close() {
      steps.add(handler -> false);
    }
  }

  private static final class Recorder implements PacketHandler {
    private final ConcurrentLinkedQueue<Long> packets = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> idles = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean overlapped;
    private volatile Runnable onPacket = () -> {};

    @Override
    public void onPacket(long t, LinkType l, ByteBuffer b, int o, int c, int w) {
      overlapped |= inside.incrementAndGet() > 1;
      packets.add(t);
      onPacket.run();
      inside.decrementAndGet();
    }

    @Override
    public void onIdle(long timestampNanos) {
      overlapped |= inside.incrementAndGet() > 1;
      idles.add(timestampNanos);
      inside.decrementAndGet();
    }
  }

  private FollowedInterfaces open(String... patterns) throws IOException {
    return open(1, patterns);
  }

  private FollowedInterfaces open(int lanes, String... patterns) throws IOException {
    return FollowedInterfaces.open(
        InterfaceChoice.of(List.of(patterns)),
        () -> {
          looks.incrementAndGet();
          return Set.copyOf(present);
        },
        name -> {
          if (broken.contains(name) || !present.contains(name)) {
            refusals.incrementAndGet();
            throw new CaptureUnavailableException(name + ": cannot be captured");
          }
          opened.incrementAndGet();
          FakeSource source = new FakeSource();
          source.beforeFilter = beforeFilter;
          source.lanes = lanesOf.getOrDefault(name, 1);
          sources.put(name, source);
          return source;
        },
        lanes,
        OFTEN,
        now::get);
  }

  private CompletableFuture<Void> run(PacketSource source) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            source.run(recorder);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        },
        work -> new Thread(work).start());
  }

  @Test
  void interfacesAreFollowedAsTheyComeAndGo() throws Exception {
    // Given
    present.add("eth0");
    try (FollowedInterfaces source = open("eth*")) {
      CompletableFuture<Void> capture = run(source);
      sources.get("eth0").packet(1);

      // When
      present.addAll(Set.of("eth1", "docker0"));
      await().atMost(PATIENCE).until(() -> source.interfaces().size() == 2);
      sources.get("eth1").packet(2);
      await().atMost(PATIENCE).until(() -> recorder.packets.size() == 2);
      present.remove("eth0");
      sources.get("eth0").vanish();
      await().atMost(PATIENCE).until(() -> source.interfaces().equals(Set.of("eth1")));
      present.add("eth0");
      await().atMost(PATIENCE).until(() -> source.interfaces().equals(Set.of("eth0", "eth1")));
      sources.get("eth0").packet(3);
      await().atMost(PATIENCE).until(() -> recorder.packets.size() == 3);

      // Then
      assertThat(recorder.packets).containsExactlyInAnyOrder(1L, 2L, 3L);
      assertThat(source.statistics().receivedPackets()).isEqualTo(3);
      assertThat(source.statistics().droppedPackets())
          .as("those of an interface that went are remembered")
          .isEqualTo(3);
      assertThat(opened).hasValue(3);
      source.close();
      capture.join();
    }
  }

  @Test
  void packetsAreHandedOverOneAtATime() throws Exception {
    present.addAll(Set.of("a", "b", "c"));
    try (FollowedInterfaces source = open("any")) {
      CompletableFuture<Void> capture = run(source);
      for (int i = 0; i < 5_000; i++) {
        for (FakeSource each : sources.values()) {
          each.packet(i);
        }
      }
      await().atMost(PATIENCE).until(() -> recorder.packets.size() == 15_000);
      source.close();
      capture.join();
    }
    assertThat(recorder.overlapped).isFalse();
  }

  @Test
  void silenceIsPassedOnOnlyAsFarAsAllHaveCome() throws Exception {
    present.addAll(Set.of("a", "b"));
    try (FollowedInterfaces source = open("any")) {
      CompletableFuture<Void> capture = run(source);
      sources.get("a").idle(100);
      sources.get("a").packet(101);
      await().atMost(PATIENCE).until(() -> recorder.packets.size() == 1);
      assertThat(recorder.idles).isEmpty();

      sources.get("b").idle(50);
      await().atMost(PATIENCE).until(() -> !recorder.idles.isEmpty());
      assertThat(recorder.idles).containsExactly(50L);

      present.remove("b");
      sources.get("b").vanish();
      await().atMost(PATIENCE).until(() -> !source.interfaces().contains("b"));
      sources.get("a").idle(102);
      await().atMost(PATIENCE).until(() -> recorder.idles.size() == 2);
      assertThat(recorder.idles).containsExactly(50L, 102L);
      source.close();
      capture.join();
    }
  }

  @Test
  void timePassesWithoutAnyInterface() throws Exception {
    try (FollowedInterfaces source = open("eth*")) {
      CompletableFuture<Void> capture = run(source);
      await().atMost(PATIENCE).until(() -> !recorder.idles.isEmpty());
      source.close();
      capture.join();
    }
    assertThat(recorder.idles).containsOnly(5_000_000_000L);
  }

  @Test
  void oneThatIsNamedAndNotThereIsAnErrorAtOnce() {
    present.add("eth0");

    assertThatThrownBy(() -> open("eth0", "eth7"))
        .isInstanceOf(CaptureUnavailableException.class)
        .hasMessage("eth7: cannot be captured");
  }

  @Test
  void oneThatAPatternMeansMayBeRefusedUnlessAllAre() throws IOException {
    present.addAll(Set.of("eth0", "eth1"));
    broken.add("eth1");
    try (FollowedInterfaces source = open("eth*")) {
      assertThat(source.interfaces()).containsExactly("eth0");
    }
    broken.add("eth0");
    assertThatThrownBy(() -> open("eth*")).hasMessage("eth0: cannot be captured");
  }

  @Test
  void oneThatIsRefusedIsTriedAgainAfterAWhile() throws Exception {
    // Given
    present.addAll(Set.of("eth0", "eth1"));
    broken.add("eth1");
    try (FollowedInterfaces source = open("eth*")) {
      CompletableFuture<Void> capture = run(source);
      // When
      now.set(BEGIN.plus(RefusedInterfaces.RETRY).minusMillis(1));
      awaitLooks(3);
      // Then
      assertThat(refusals).hasValue(1);
      // When
      now.set(BEGIN.plus(RefusedInterfaces.RETRY));
      await().atMost(PATIENCE).until(() -> refusals.get() == 2);
      awaitLooks(3);
      // Then
      assertThat(refusals).hasValue(2);
      // When
      broken.remove("eth1");
      now.set(BEGIN.plus(RefusedInterfaces.RETRY.multipliedBy(2)));
      // Then
      await().atMost(PATIENCE).until(() -> source.interfaces().contains("eth1"));
      source.close();
      capture.join();
    }
  }

  @Test
  void oneThatIsRefusedIsTriedAgainWhenAnotherGoes() throws Exception {
    // Given
    present.addAll(Set.of("eth0", "eth1"));
    broken.add("eth1");
    try (FollowedInterfaces source = open("eth*")) {
      CompletableFuture<Void> capture = run(source);
      awaitLooks(1);
      broken.remove("eth1");
      // When
      present.remove("eth0");
      sources.get("eth0").vanish();
      // Then
      await().atMost(PATIENCE).until(() -> source.interfaces().equals(Set.of("eth1")));
      source.close();
      capture.join();
    }
  }

  private void awaitLooks(int more) {
    int wanted = looks.get() + more;
    await().atMost(PATIENCE).until(() -> looks.get() >= wanted);
  }

  @Test
  void aNewInterfaceEndsUpWithTheLatestFilter() throws Exception {
    // Given
    TrafficFilter earlier = TrafficFilter.ofPorts(List.of(1));
    TrafficFilter later = TrafficFilter.ofPorts(List.of(2));
    try (FollowedInterfaces source = open("eth*")) {
      source.filter(earlier);
      CompletableFuture<Void> capture = run(source);
      AtomicReference<Thread> changer = new AtomicReference<>();
      // When: the filter changes while the interface that came takes the one before
      beforeFilter =
          () -> {
            Thread thread = new Thread(() -> source.filter(later));
            if (changer.compareAndSet(null, thread)) {
              thread.start();
              await().atMost(PATIENCE).until(() -> isThroughOrWaits(thread));
            }
          };
      present.add("eth0");
      await().atMost(PATIENCE).until(() -> source.interfaces().contains("eth0"));
      await().atMost(PATIENCE).until(() -> sources.get("eth0").filters.size() == 2);
      // Then
      assertThat(sources.get("eth0").filters).last().isSameAs(later);
      source.close();
      capture.join();
    }
  }

  private static boolean isThroughOrWaits(Thread thread) {
    return !thread.isAlive() || thread.getState() == Thread.State.BLOCKED;
  }

  @Test
  void theHandlersExceptionComesOut() throws Exception {
    present.addAll(Set.of("a", "b"));
    recorder.onPacket =
        () -> {
          throw new IllegalArgumentException("handler");
        };
    try (FollowedInterfaces source = open("any")) {
      CompletableFuture<Void> capture = run(source);
      sources.get("a").packet(1);
      assertThatThrownBy(capture::join).hasRootCauseMessage("handler");
      assertThat(source.interfaces()).isEmpty();
    }
  }

  @Test
  void theHandlerMayAskForFiguresAndCloseIt() throws Exception {
    present.addAll(Set.of("a", "b"));
    try (FollowedInterfaces source = open("any")) {
      recorder.onPacket =
          () -> {
            assertThat(source.statistics().receivedPackets()).isPositive();
            try {
              source.close();
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          };
      CompletableFuture<Void> capture = run(source);
      sources.get("a").packet(1);
      sources.get("b").packet(1);
      capture.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(recorder.packets).isNotEmpty();
  }

  @Test
  void lanesOfAllInterfacesAreSortedByTheirNumber() throws Exception {
    // Given: one interface with a lane less than there are
    present.addAll(Set.of("eth0", "eth1"));
    lanesOf.put("eth1", 2);
    Recorder first = new Recorder();
    Recorder second = new Recorder();
    try (FollowedInterfaces source = open(2, "eth*")) {
      CompletableFuture<Void> capture =
          CompletableFuture.runAsync(
              () -> {
                try {
                  source.run(List.of(first, second));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              },
              work -> new Thread(work).start());
      // When
      sources.get("eth0").packet(1);
      sources.get("eth1").packet(2);
      await().atMost(PATIENCE).until(() -> first.packets.size() + second.packets.size() == 2);
      source.close();
      capture.join();
    }
    // Then
    assertThat(first.packets).containsExactly(1L);
    assertThat(second.packets).containsExactly(2L);
  }

  @Test
  void aLaneWithoutAHandlerIsRefused() throws Exception {
    // Given
    try (FollowedInterfaces source = open(2, "eth*")) {
      // When, Then
      assertThatThrownBy(() -> source.run(recorder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("1 handlers for 2 lanes");
    }
  }
}
