package io.streamgauge.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.afpacket.AfPacketSource;
import io.streamgauge.agent.capture.pcap4j.PcapSource;
import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listeners are found on loopback, with either backend and over either version of IP. */
@Timeout(120)
@RequiresCapture
@SuppressWarnings("try") // closing early, from another thread, is what is tested
class DiscoveryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BUFFER = 2 << 20;

  /** A heartbeat, version 0, of client {@code c} with correlation id 7, and its answer. */
  private static final byte[] REQUEST = {
    0, 0, 0, 24, 0, 12, 0, 0, 0, 0, 0, 7, 0, 1, 'c', 0, 1, 'g', 0, 0, 0, 1, 0, 4, 'm', 'e', 'm', 'b'
  };

  private static final byte[] RESPONSE = {0, 0, 0, 6, 0, 0, 0, 7, 0, 0};

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"afpacket, 127.0.0.1", "pcap, 127.0.0.1", "afpacket, ::1", "pcap, ::1"})
  void aListenerIsFoundByWhatItSays(String backend, String address) throws Exception {
    // Given
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      discover(backend, address, server);
    }
  }

  private static void discover(String backend, String address, ServerSocket server)
      throws Exception {
    ListenerRegistry registry = new ListenerRegistry(Set.of(9092), 10, ports -> {});
    FilteredSource[] opened = new FilteredSource[1];
    TrafficSampler sampler =
        new TrafficSampler(
            SamplingLimits.DEFAULTS,
            // What else talks Kafka on this machine is not this test's.
            broker -> broker.port() == server.getLocalPort(),
            registry,
            KafkaDecoder.builder().build(),
            filter -> change(opened[0], filter));
    try (FilteredSource source = open(backend, sampler.currentFilter())) {
      opened[0] = source;
      CompletableFuture<Void> capture = start(() -> source.run(sampler));
      CompletableFuture<Void> broker = start(() -> answer(server));

      // When
      try (Socket client = new Socket(address, server.getLocalPort())) {
        AtomicInteger number = new AtomicInteger();
        DataInputStream in = new DataInputStream(client.getInputStream());
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  client.getOutputStream().write(numbered(REQUEST, 8, number.incrementAndGet()));
                  in.readFully(new byte[RESPONSE.length]);
                  return registry.ports().contains(server.getLocalPort());
                });
      }

      // Then
      assertThat(registry.discovered()).isEqualTo(1);
      broker.join();
      source.close();
      capture.join();
    }
  }

  private static FilteredSource open(String backend, TrafficFilter filter)
      throws CaptureUnavailableException {
    return backend.equals("pcap")
        ? PcapSource.open("lo", filter, BUFFER)
        : AfPacketSource.open("lo", filter, BUFFER);
  }

  private static void change(FilteredSource source, TrafficFilter filter) {
    try {
      source.filter(filter);
    } catch (CaptureUnavailableException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(ServerSocket server) throws IOException {
    try (Socket peer = server.accept()) {
      for (int number = 1;
          peer.getInputStream().readNBytes(REQUEST.length).length == REQUEST.length;
          number++) {
        peer.getOutputStream().write(numbered(RESPONSE, 4, number));
      }
    }
  }

  /** The frame with another correlation id. */
  private static byte[] numbered(byte[] frame, int at, int correlationId) {
    return ByteBuffer.wrap(frame.clone()).putInt(at, correlationId).array();
  }

  private interface Task {
    void run() throws IOException;
  }

  private static CompletableFuture<Void> start(Task task) {
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
}
