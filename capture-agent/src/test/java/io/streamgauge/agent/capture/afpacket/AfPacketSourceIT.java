package io.streamgauge.agent.capture.afpacket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.link.LinkDecoder;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.tcp.CloseReason;
import io.streamgauge.agent.tcp.Flow;
import io.streamgauge.agent.tcp.FlowHandler;
import io.streamgauge.agent.tcp.FlowTable;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.agent.testing.RequiresCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real kernel's rings, on the loopback interface. */
@Timeout(60)
@RequiresCapture
@SuppressWarnings("try") // closing early, from another thread, is what is tested
class AfPacketSourceIT {

  private static final int SMALL_RING = 1 << 20;
  private static final PacketHandler NOTHING = (t, l, b, o, c, w) -> {};

  /** Reassembles what clients send to a port: the network may send a segment twice. */
  private static final class Payload implements PacketHandler, FlowHandler {
    private static final int IP_ID = 18;

    private final LinkDecoder decoder = new LinkDecoder();
    private final TcpSegment segment = new TcpSegment();
    private final FlowTable flows = new FlowTable(TcpLimits.DEFAULTS, this::open);
    private final Set<Long> packets = new HashSet<>();
    private final AtomicLong bytes = new AtomicLong();
    private final int server;
    private Flow flow;
    private long gaps;
    private long strangers;
    private long repeated;
    private long longest;

    private Payload(int server) {
      this.server = server;
    }

    private FlowHandler open(Flow opened) {
      flow = opened;
      return this;
    }

    @Override
    public void onPacket(long t, LinkType l, ByteBuffer b, int o, int c, int w) {
      assertThat(decoder.decode(t, l, b, o, c, w, segment)).isTrue();
      boolean toServer = segment.destinationPort() == server;
      strangers += toServer || segment.sourcePort() == server ? 0 : 1;
      // What is sent again has another number in its IP header, what is shown twice has not.
      long number = (long) b.getShort(o + IP_ID) << 32 | Integer.toUnsignedLong(segment.sequence());
      repeated += !toServer || packets.add(number) ? 0 : 1;
      longest = Math.max(longest, c);
      flows.onSegment(segment);
    }

    @Override
    public void onData(int side, ByteBuffer buffer, int offset, int length, long t) {
      if (flow.endpoint(1 - side).port() == server) {
        bytes.addAndGet(length);
      }
    }

    @Override
    public void onGap(int side, long missingBytes, long t) {
      gaps += missingBytes;
    }

    @Override
    public void onClose(long t, CloseReason reason) {}
  }

  @Test
  void everyByteComesOnceAndLongSegmentsComeWhole() throws Exception {
    // Given
    try (ServerSocket server = listen();
        AfPacketSource source = open(server.getLocalPort(), 32 << 20)) {
      Payload payload = new Payload(server.getLocalPort());
      CompletableFuture<Void> capture = run(() -> source.run(payload));
      // When
      send(server, 3_000_000);
      await().until(() -> payload.bytes.get() >= 3_000_000);
      source.close();
      capture.join();
      // Then
      assertThat(payload.bytes).hasValue(3_000_000);
      assertThat(payload.gaps).isZero();
      assertThat(payload.repeated).isZero();
      assertThat(payload.longest).isGreaterThan(60_000);
      assertThat(source.statistics().truncatedBytes()).isZero();
      assertThat(source.statistics().droppedPackets()).isZero();
      assertThat(source.statistics().receivedPackets()).isPositive();
    }
  }

  @Test
  void theKernelHandsOverWhatTheFilterLetsThroughAndNothingElse() throws Exception {
    // Given
    try (ServerSocket wanted = listen();
        ServerSocket other = listen();
        AfPacketSource source = open(wanted.getLocalPort(), SMALL_RING)) {
      Payload payload = new Payload(wanted.getLocalPort());
      // When
      send(other, 1_000);
      send(wanted, 1_000);
      CompletableFuture<Void> capture = run(() -> source.run(payload));
      await().until(() -> payload.bytes.get() >= 1_000);
      source.close();
      capture.join();
      // Then
      assertThat(payload.strangers).isZero();
    }
  }

  @Test
  void whatDoesNotFitTheRingIsCounted() throws Exception {
    // Given
    try (ServerSocket server = listen();
        AfPacketSource source = open(server.getLocalPort(), RingLayout.MIN_BYTES)) {
      CountDownLatch sent = new CountDownLatch(1);
      CompletableFuture<Void> capture =
          run(() -> source.run((t, l, b, o, c, w) -> awaitUninterrupted(sent)));
      // When
      send(server, 4_000_000);
      sent.countDown();
      source.close();
      capture.join();
      // Then
      assertThat(source.statistics().droppedPackets()).isPositive();
    }
  }

  @Test
  void timeGoesOnWhileNothingIsCaptured() throws Exception {
    // Given
    AtomicLong ticks = new AtomicLong();
    AtomicLong last = new AtomicLong();
    PacketHandler handler =
        new PacketHandler() {
          @Override
          public void onPacket(long t, LinkType l, ByteBuffer b, int o, int c, int w) {}

          @Override
          public void onIdle(long timestampNanos) {
            ticks.incrementAndGet();
            last.set(timestampNanos);
          }
        };
    // When
    long before = System.currentTimeMillis();
    try (AfPacketSource source = open(1, SMALL_RING)) {
      CompletableFuture<Void> capture = run(() -> source.run(handler));
      await().until(() -> ticks.get() >= 3);
      source.close();
      capture.join();
    }
    // Then
    assertThat(last.get() / 1_000_000).isBetween(before - 1_000, System.currentTimeMillis());
  }

  @Test
  void closingEndsAWaitingCaptureFromAnyThreadAndTwice() throws Exception {
    // Given
    AfPacketSource source = open(1, SMALL_RING);
    CountDownLatch waits = new CountDownLatch(1);
    PacketHandler handler =
        new PacketHandler() {
          @Override
          public void onPacket(long t, LinkType l, ByteBuffer b, int o, int c, int w) {}

          @Override
          public void onIdle(long timestampNanos) {
            waits.countDown();
          }
        };
    CompletableFuture<Void> capture = run(() -> source.run(handler));
    waits.await();
    // When
    source.close();
    source.close();
    // Then
    capture.join();
    source.close();
    assertThat(source.statistics().droppedPackets()).isZero();
  }

  @Test
  void aSourceThatWasClosedBeforeItRanDoesNotRun() throws Exception {
    // Given
    AfPacketSource source = open(1, SMALL_RING);
    // When
    source.close();
    source.run(NOTHING);
    // Then
    assertThat(source.statistics().receivedPackets()).isZero();
  }

  @Test
  void whatTheHandlerThrowsComesOutAndEndsTheCapture() throws Exception {
    // Given
    try (ServerSocket server = listen();
        AfPacketSource source = open(server.getLocalPort(), SMALL_RING)) {
      send(server, 1);
      // When
      CompletableFuture<Void> capture =
          run(
              () ->
                  source.run(
                      (t, l, b, o, c, w) -> {
                        throw new IllegalStateException("handler");
                      }));
      // Then
      assertThatThrownBy(capture::join).hasRootCauseMessage("handler");
    }
  }

  @Test
  void severalSourcesShareTheConnectionsAndEachHasBothDirections() throws Exception {
    // Given
    try (ServerSocket server = listen()) {
      TrafficFilter filter = TrafficFilter.ofPorts(List.of(server.getLocalPort()));
      List<AfPacketSource> sources = AfPacketSource.openAll("lo", filter, 4 << 20, 2);
      List<Directions> seen = List.of(new Directions(server), new Directions(server));
      List<CompletableFuture<Void>> captures =
          List.of(
              run(() -> sources.get(0).run(seen.get(0))),
              run(() -> sources.get(1).run(seen.get(1))));
      // When
      int connections = 40;
      for (int i = 0; i < connections; i++) {
        send(server, 1);
      }
      await().until(() -> seen.stream().mapToInt(each -> each.ended.size()).sum() == connections);
      sources.forEach(AfPacketSource::close);
      captures.forEach(CompletableFuture::join);
      // Then
      assertThat(seen).allSatisfy(each -> assertThat(each.ended).isNotEmpty());
      assertThat(seen.get(0).clients).doesNotContainAnyElementsOf(seen.get(1).clients);
    }
  }

  /** Clients' ports by connection, and those of which both ends said that they end. */
  private static final class Directions implements PacketHandler {
    private final LinkDecoder decoder = new LinkDecoder();
    private final TcpSegment segment = new TcpSegment();
    private final Set<Integer> clients = ConcurrentHashMap.newKeySet();
    private final Set<String> fins = ConcurrentHashMap.newKeySet();
    private final Set<Integer> ended = ConcurrentHashMap.newKeySet();
    private final int server;

    private Directions(ServerSocket server) {
      this.server = server.getLocalPort();
    }

    @Override
    public void onPacket(long t, LinkType l, ByteBuffer b, int o, int c, int w) {
      assertThat(decoder.decode(t, l, b, o, c, w, segment)).isTrue();
      boolean fromClient = segment.destinationPort() == server;
      int client = fromClient ? segment.sourcePort() : segment.destinationPort();
      clients.add(client);
      if (segment.has(TcpSegment.FIN)) {
        fins.add(client + " " + fromClient);
        if (fins.contains(client + " true") && fins.contains(client + " false")) {
          ended.add(client);
        }
      }
    }
  }

  @Test
  void namesTheInterfacesThatExistWhenTheOneAskedForDoesNot() {
    assertThatThrownBy(() -> AfPacketSource.open("nosuch0", TrafficFilter.ofPorts(List.of(1)), 0))
        .isInstanceOf(CaptureUnavailableException.class)
        .hasMessageMatching("nosuch0: there is no such interface; these exist: .*\\blo\\b.*");
  }

  private static AfPacketSource open(int port, int bufferBytes) throws IOException {
    return AfPacketSource.open("lo", TrafficFilter.ofPorts(List.of(port)), bufferBytes);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** One connection on which the client sends that many bytes and the server takes them. */
  private static void send(ServerSocket server, int bytes) throws IOException {
    try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket peer = server.accept()) {
      CompletableFuture<Void> sending = run(() -> client.getOutputStream().write(new byte[bytes]));
      assertThat(peer.getInputStream().readNBytes(bytes)).hasSize(bytes);
      sending.join();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CompletableFuture<Void> run(Task task) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            task.run();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        },
        work -> new Thread(work).start());
  }

  private interface Task {
    void run() throws IOException;
  }
}
