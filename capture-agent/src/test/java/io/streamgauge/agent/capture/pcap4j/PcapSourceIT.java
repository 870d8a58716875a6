package io.streamgauge.agent.capture.pcap4j;

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
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("try") // closing early, from another thread, is what is tested
class PcapSourceIT {

  private static final int BYTES = 3_000_000;

  @Test
  @RequiresCapture
  void reassemblesBothDirectionsOfARealConnection() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PcapSource source = open(server.getLocalPort())) {
      Pipeline pipeline = new Pipeline();
      CompletableFuture<Void> capture = run(source, pipeline);

      CompletableFuture<Void> echo = run(() -> echo(server));
      long sent = exchange(server.getLocalPort());
      echo.join();

      await().atMost(Duration.ofSeconds(10)).until(() -> pipeline.closed != null);
      source.close();
      capture.join();
      assertThat(pipeline.closed).isEqualTo(CloseReason.FIN);
      assertThat(pipeline.gaps).isZero();
      assertThat(pipeline.checksums[0].getValue()).isEqualTo(sent);
      assertThat(pipeline.checksums[1].getValue()).isEqualTo(sent);
      assertThat(pipeline.flow.endpoint(1).toString())
          .isEqualTo("127.0.0.1:" + server.getLocalPort());
      assertThat(pipeline.flow.initiator()).isZero();
      assertThat(source.statistics().receivedPackets()).isPositive();
      assertThat(source.statistics().droppedPackets()).isZero();
    }
  }

  @Test
  @RequiresCapture
  void ticksWhileNothingIsCaptured() throws Exception {
    AtomicLong ticks = new AtomicLong();
    AtomicLong lastTick = new AtomicLong();
    try (PcapSource source = open(1)) {
      CompletableFuture<Void> capture =
          run(
              source,
              new PacketHandler() {
                @Override
                public void onPacket(long t, LinkType l, ByteBuffer b, int o, int c, int w) {}

                @Override
                public void onIdle(long timestampNanos) {
                  ticks.incrementAndGet();
                  lastTick.set(timestampNanos);
                }
              });
      await().atMost(Duration.ofSeconds(5)).until(() -> ticks.get() >= 5);
      source.close();
      capture.join();
    }
    long age = System.currentTimeMillis() - lastTick.get() / 1_000_000;
    assertThat(age).isBetween(0L, 5_000L);
  }

  @Test
  @RequiresCapture
  void givesTheHandlersExceptionToTheCaller() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PcapSource source = open(server.getLocalPort())) {
      CompletableFuture<Void> capture =
          run(
              source,
              (time, link, buffer, offset, captured, wire) -> {
                throw new IllegalStateException("handler");
              });
      new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()).close();
      assertThatThrownBy(capture::join).hasRootCauseMessage("handler");
    }
  }

  @Test
  @RequiresCapture
  void namesTheInterfacesThatExistWhenTheOneAskedForDoesNot() {
    assertThatThrownBy(() -> PcapSource.open("nosuch0", TrafficFilter.ofPorts(List.of(1)), 1 << 20))
        .isInstanceOf(CaptureUnavailableException.class)
        .hasMessageMatching("nosuch0: there is no such interface; these exist: .*\\blo\\b.*");
  }

  private static PcapSource open(int port) throws IOException {
    return PcapSource.open("lo", TrafficFilter.ofPorts(List.of(port)), 64 << 20);
  }

  private static long exchange(int port) throws IOException {
    byte[] data = new byte[BYTES];
    new Random(1).nextBytes(data);
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      CompletableFuture<Void> back = run(() -> client.getInputStream().readNBytes(BYTES));
      client.getOutputStream().write(data);
      back.join();
    }
    CRC32 checksum = new CRC32();
    checksum.update(data);
    return checksum.getValue();
  }

  private static void echo(ServerSocket server) throws IOException {
    try (Socket peer = server.accept()) {
      peer.getInputStream().transferTo(peer.getOutputStream());
    }
  }

  private static CompletableFuture<Void> run(PcapSource source, PacketHandler handler) {
    return run(() -> source.run(handler));
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

  private static final class Pipeline implements PacketHandler, FlowHandler {
    private final LinkDecoder decoder = new LinkDecoder();
    private final TcpSegment segment = new TcpSegment();
    private final FlowTable table = new FlowTable(TcpLimits.DEFAULTS, this::onFlow);
    private final CRC32[] checksums = {new CRC32(), new CRC32()};
    private Flow flow;
    private long gaps;
    private volatile CloseReason closed;

    private FlowHandler onFlow(Flow opened) {
      flow = opened;
      return this;
    }

    @Override
    public void onPacket(long t, LinkType l, ByteBuffer b, int o, int c, int w) {
      if (decoder.decode(t, l, b, o, c, w, segment)) {
        table.onSegment(segment);
      }
    }

    @Override
    public void onIdle(long timestampNanos) {
      table.onIdle(timestampNanos);
    }

    @Override
    public void onData(int side, ByteBuffer buffer, int offset, int length, long t) {
      checksums[side].update(buffer.slice(offset, length));
    }

    @Override
    public void onGap(int side, long missingBytes, long t) {
      gaps += missingBytes;
    }

    @Override
    public void onClose(long t, CloseReason reason) {
      closed = reason;
    }
  }
}
