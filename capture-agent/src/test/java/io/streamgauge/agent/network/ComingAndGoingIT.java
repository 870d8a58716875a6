package io.streamgauge.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.afpacket.AfPacketSource;
import io.streamgauge.agent.capture.interfaces.FollowedInterfaces;
import io.streamgauge.agent.capture.interfaces.InterfaceChoice;
import io.streamgauge.agent.capture.interfaces.InterfaceList;
import io.streamgauge.agent.capture.pcap4j.PcapSource;
import io.streamgauge.agent.testing.RequiresCapture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real interface that appears while a capture runs, goes, and appears again. */
@Timeout(180)
@RequiresCapture
@SuppressWarnings("try") // closing early, from another thread, is what is tested
class ComingAndGoingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PORT = 9092;
  private static final int BUFFER = 2 << 20;

  private final String name = "sg" + ProcessHandle.current().pid();
  private final long subnet = ProcessHandle.current().pid() % 60 * 4;
  private final AtomicLong packets = new AtomicLong();

  @BeforeAll
  static void requireParts() {
    Parts.require("ip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"afpacket", "pcap"})
  void isFollowed(String backend) throws Exception {
    TrafficFilter filter = TrafficFilter.ofPorts(List.of(PORT));
    try (Namespaces network = new Namespaces();
        FollowedInterfaces source =
            FollowedInterfaces.open(
                InterfaceChoice.of(List.of(name + "?")),
                InterfaceList.ofLinux(),
                device -> open(backend, device, filter),
                1)) {
      // Given
      network.add("peer");
      CompletableFuture<Void> capture = run(source);
      assertThat(source.interfaces()).isEmpty();
      for (int time = 0; time < 2; time++) {
        // When
        appear(network);
        // Then
        await().atMost(PATIENCE).until(() -> source.interfaces().contains(name + "a"));
        long before = packets.get();
        await().atMost(PATIENCE).until(() -> isHeard(before));
        // When
        Namespaces.run("ip", "link", "delete", name + "a");
        // Then
        await().atMost(PATIENCE).until(() -> source.interfaces().isEmpty());
      }
      assertThat(source.statistics().receivedPackets()).isEqualTo(packets.get());
      source.close();
      capture.join();
    }
  }

  private static FilteredSource open(String backend, String device, TrafficFilter filter)
      throws CaptureUnavailableException {
    return backend.equals("pcap")
        ? PcapSource.open(device, filter, BUFFER)
        : AfPacketSource.open(device, filter, BUFFER);
  }

  private void appear(Namespaces network) throws IOException {
    Namespaces.run("ip", "link", "add", name + "a", "type", "veth", "peer", "name", name + "b");
    network.take("peer", name + "b");
    network.ip("peer", "address add " + address(2) + "/30 dev " + name + "b");
    network.ip("peer", "link set " + name + "b up");
    Namespaces.run("ip", "address", "add", address(1) + "/30", "dev", name + "a");
    Namespaces.run("ip", "link", "set", name + "a", "up");
  }

  private String address(int host) {
    return "10.231.201." + (subnet + host);
  }

  /** Asks for a port on which nobody listens, until that is heard. */
  private boolean isHeard(long before) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address(2), PORT), 200);
    } catch (IOException e) {
      // Refused, which takes a packet each way.
    }
    return packets.get() > before;
  }

  private CompletableFuture<Void> run(FollowedInterfaces source) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            source.run((time, link, buffer, offset, captured, wire) -> packets.incrementAndGet());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        },
        work -> new Thread(work).start());
  }
}
