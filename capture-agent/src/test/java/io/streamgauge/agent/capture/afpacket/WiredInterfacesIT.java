package io.streamgauge.agent.capture.afpacket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.testing.PacketBuilder;
import io.streamgauge.agent.testing.RequiresCapture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interfaces that are not loopback. */
@Timeout(60)
@RequiresCapture
@SuppressWarnings("try") // closing early is how a capture ends
class WiredInterfacesIT {

  private static final int PORT = 9_092;
  private static final int RING_BYTES = 1 << 20;

  private WiredInterfaces interfaces;

  @BeforeEach
  void wire() throws Exception {
    interfaces = WiredInterfaces.create();
  }

  @AfterEach
  void unwire() throws Exception {
    interfaces.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x8100, 0x88a8})
  void aFrameWhoseTagTheKernelTakesOutComesAsItWasSent(int tagType) throws Exception {
    // Given
    byte[] tagged = toPort(PORT).vlan(tagType).build();
    byte[] elsewhere = toPort(PORT + 1).vlan(tagType).build();
    CompletableFuture<byte[]> seen = new CompletableFuture<>();
    try (AfPacketSource source = open()) {
      // When
      FrameSender.send(interfaces.first, elsewhere);
      FrameSender.send(interfaces.first, tagged);
      source.run(
          (time, link, buffer, offset, captured, wire) -> {
            byte[] frame = new byte[captured];
            buffer.get(offset, frame);
            seen.complete(frame);
            source.close();
          });
    }
    // Then
    assertThat(seen).isCompletedWithValueMatching(frame -> Arrays.equals(frame, tagged));
  }

  @Test
  void anInterfaceThatIsTakenAwayEndsTheCapture() throws Exception {
    // Given
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
    try (AfPacketSource source = open()) {
      CompletableFuture<Void> capture = run(source, handler);
      waits.await();
      // When
      interfaces.close();
      // Then
      assertThatThrownBy(capture::join)
          .hasRootCauseMessage(
              interfaces.second + ": the capture broke off: the interface is gone");
    }
  }

  private static PacketBuilder toPort(int port) {
    return PacketBuilder.tcp().between("198.18.0.1", 40_000, "198.18.0.2", port).payload((byte) 1);
  }

  private static CompletableFuture<Void> run(AfPacketSource source, PacketHandler handler) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            source.run(handler);
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        work -> new Thread(work).start());
  }

  private AfPacketSource open() throws Exception {
    return AfPacketSource.open(interfaces.second, TrafficFilter.ofPorts(List.of(PORT)), RING_BYTES);
  }
}
