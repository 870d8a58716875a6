package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.capture.live.CaptureThreads;
import io.streamgauge.agent.capture.live.LiveSources;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.shard.ShardedCapture;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways to capture, at the same time, on conversations replayed through real sockets. */
@Timeout(60)
@RequiresCapture
class BackendsIT {

  private static final Path FOLDER = Path.of("src/test/resources/captures");
  private static final int BUFFER_BYTES = 32 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"librdkafka-mixed.pcap", "kafka-python-acks-0.pcap"})
  void tellTheSameExchanges(String recording) throws Exception {
    // Given
    List<RecordedPacket> packets = RecordedPacket.read(FOLDER.resolve(recording));
    try (ServerSocket broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Live ring = new Live(CaptureMethod.AFPACKET, broker.getLocalPort());
        Live libpcap = new Live(CaptureMethod.PCAP, broker.getLocalPort())) {
      // When
      int connections = Conversation.replay(packets, broker);
      ReplayedExchanges one = ring.finish(connections);
      ReplayedExchanges other = libpcap.finish(connections);
      // Then
      assertThat(one.byConnection).isNotEmpty();
      assertThat(one.differencesFrom(other)).isEmpty();
      assertThat(one.lines().values().stream().mapToInt(List::size).sum())
          .isEqualTo(
              ReplayedExchanges.of(packets).lines().values().stream().mapToInt(List::size).sum());
      assertThat(ring.drops() + libpcap.drops()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"librdkafka-mixed.pcap", "kafka-python-acks-0.pcap"})
  void severalThreadsTellTheSameExchangesAsOne(String recording) throws Exception {
    // Given
    List<RecordedPacket> packets = RecordedPacket.read(FOLDER.resolve(recording));
    AtomicInteger began = new AtomicInteger();
    try (ServerSocket broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Live one = new Live(CaptureMethod.AFPACKET, broker.getLocalPort());
        Shared several =
            new Shared(broker.getLocalPort(), new CaptureThreads(2, began::incrementAndGet))) {
      // When
      int connections = Conversation.replay(packets, broker);
      ReplayedExchanges expected = one.finish(connections);
      ReplayedExchanges found = several.finish(connections);
      // Then: two threads that capture, two that decode
      assertThat(expected.byConnection).isNotEmpty();
      assertThat(found.differencesFrom(expected)).isEmpty();
      assertThat(one.drops() + several.source.statistics().droppedPackets()).isZero();
      assertThat(several.shards.droppedPackets()).isZero();
      assertThat(began).hasValue(4);
    }
  }

  /** One capture on several threads. */
  private static final class Shared implements AutoCloseable {
    private final ReplayedExchanges found = new ReplayedExchanges();
    private final ShardedCapture shards;
    private final PacketSource source;
    private final CompletableFuture<Void> ended;

    private Shared(int port, CaptureThreads threads) throws IOException {
      PipelineOptions options =
          new PipelineOptions(Set.of(port), Ownership.EVERYTHING, TcpLimits.DEFAULTS);
      shards =
          new ShardedCapture(
              2,
              threads.count(),
              ShardedCapture.DEFAULT_CAPACITY,
              found,
              each -> new CapturePipeline(options, KafkaDecoder.builder().build(), each),
              threads.first());
      source =
          LiveSources.open(
                  CaptureMethod.AFPACKET,
                  "lo",
                  TrafficFilter.ofPorts(List.of(port)),
                  BUFFER_BYTES,
                  threads,
                  line -> {})
              .source();
      shards.start();
      ended = CompletableFuture.runAsync(this::capture, work -> new Thread(work).start());
    }

    private void capture() {
      try {
        source.run(shards.inputs());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } finally {
        shards.finish();
      }
    }

    /** Waits until that many connections ended, then ends. */
    private ReplayedExchanges finish(int connections) throws IOException {
      await().atMost(30, TimeUnit.SECONDS).until(() -> closed() >= connections);
      close();
      return found;
    }

    private long closed() {
      TrafficTotals totals =
          TrafficTotals.sum(shards.pipelines().stream().map(CapturePipeline::totals).toList());
      return totals.connections() - totals.openFlows();
    }

    @Override
    public void close() throws IOException {
      source.close();
      ended.join();
    }
  }

  /** One capture with a pipeline of its own. */
  private static final class Live implements PacketHandler, AutoCloseable {
    private final ReplayedExchanges found = new ReplayedExchanges();
    private final CapturePipeline pipeline;
    private final PacketSource source;
    private final CompletableFuture<Void> ended;
    private volatile long closed;

    private Live(CaptureMethod method, int port) throws IOException {
      pipeline =
          new CapturePipeline(
              new PipelineOptions(Set.of(port), Ownership.EVERYTHING, TcpLimits.DEFAULTS),
              KafkaDecoder.builder().build(),
              found);
      source =
          LiveSources.open(
                  method, "lo", TrafficFilter.ofPorts(List.of(port)), BUFFER_BYTES, line -> {})
              .source();
      ended = CompletableFuture.runAsync(this::capture, work -> new Thread(work).start());
    }

    private void capture() {
      try {
        source.run(this);
        pipeline.finish();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void onPacket(long t, LinkType l, ByteBuffer b, int offset, int captured, int wire) {
      pipeline.onPacket(t, l, b, offset, captured, wire);
      closed = pipeline.totals().connections() - pipeline.totals().openFlows();
    }

    @Override
    public void onIdle(long timestampNanos) {
      pipeline.onIdle(timestampNanos);
      closed = pipeline.totals().connections() - pipeline.totals().openFlows();
    }

    /** Waits until that many connections ended, then ends. */
    private ReplayedExchanges finish(int connections) throws IOException {
      await().atMost(30, TimeUnit.SECONDS).until(() -> closed >= connections);
      source.close();
      ended.join();
      return found;
    }

    private long drops() {
      return source.statistics().droppedPackets();
    }

    @Override
    public void close() throws IOException {
      source.close();
      ended.join();
    }
  }
}
