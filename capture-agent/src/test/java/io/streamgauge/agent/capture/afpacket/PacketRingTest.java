package io.streamgauge.agent.capture.afpacket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.agent.capture.PacketBlock;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.link.LinkDecoder;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.testing.PacketBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks and packet headers, on a ring that no kernel writes to. */
class PacketRingTest {

  private static final int VLAN_VALID = 1 << 4;
  private static final int VLAN_TPID_VALID = 1 << 6;
  private static final int OUTGOING = 4;

  private final RingBuilder kernel = new RingBuilder();
  private final Collected collected = new Collected();

  /** What came, copied out of the ring. */
  private static final class Collected implements PacketHandler {
    private final List<String> packets = new ArrayList<>();
    private boolean keep;
    private PacketBlock kept;

    @Override
    public void onBlock(PacketBlock block) {
      if (keep) {
        block.retain();
        kept = block;
      }
    }

    @Override
    public void onPacket(long t, LinkType l, ByteBuffer b, int offset, int captured, int wire) {
      byte[] bytes = new byte[captured];
      b.get(offset, bytes);
      packets.add(t + " " + l + " " + HexFormat.of().formatHex(bytes) + " " + wire);
    }
  }

  private PacketRing ring(boolean skipsOutgoing) {
    return new PacketRing(kernel.memory, RingBuilder.LAYOUT, LinkType.ETHERNET, skipsOutgoing);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void aBlockIsDeliveredInOrderWithTimesAndLengthsAndGivenBack() {
    // Given
    PacketRing ring = ring(false);
    kernel
        .block(0)
        .packet(4_000_000_001L * 1_000_000_000L + 999_999_999, bytes(1, 2, 3))
        .packet(5_000_000_000L, bytes(4), 70_000, 0, 0)
        .done();
    // When
    boolean delivered = ring.deliver(collected);
    // Then
    assertThat(delivered).isTrue();
    assertThat(collected.packets)
        .containsExactly("4000000001999999999 ETHERNET 010203 3", "5000000000 ETHERNET 04 70000");
    assertThat(ring.received()).isEqualTo(2);
    assertThat(ring.truncatedBytes()).isEqualTo(69_999);
    assertThat(kernel.isFree(0)).isTrue();
  }

  @Test
  void aBlockThatTheKernelStillFillsIsLeftAlone() {
    // Given
    PacketRing ring = ring(false);
    kernel.block(0).packet(1, bytes(1));
    // When
    boolean delivered = ring.deliver(collected);
    // Then
    assertThat(delivered).isFalse();
    assertThat(collected.packets).isEmpty();
  }

  @Test
  void blocksAreReadInTurnAndAgain() {
    // Given
    PacketRing ring = ring(false);
    for (int i = 0; i < 7; i++) {
      kernel.block(i % RingBuilder.LAYOUT.blockCount()).packet(i, bytes(i)).done();
      // When
      assertThat(ring.deliver(collected)).isTrue();
    }
    // Then
    assertThat(collected.packets).hasSize(7).last().isEqualTo("6 ETHERNET 06 1");
    assertThat(ring.deliver(collected)).isFalse();
  }

  @Test
  void aBlockThatIsKeptIsNeitherGivenBackNorReadAgain() {
    // Given
    PacketRing ring = ring(false);
    for (int i = 0; i < RingBuilder.LAYOUT.blockCount(); i++) {
      kernel.block(i).packet(i, bytes(i)).done();
    }
    collected.keep = true;
    ring.deliver(collected);
    collected.keep = false;
    ring.deliver(collected);
    ring.deliver(collected);
    // When
    boolean again = ring.deliver(collected);
    // Then
    assertThat(again).isFalse();
    assertThat(ring.isAnyBlockKept()).isTrue();
    assertThat(kernel.isFree(0)).isFalse();
    assertThat(kernel.isFree(1)).isTrue();
    assertThat(collected.packets).hasSize(3);
  }

  @Test
  void aBlockGoesBackWithTheLastOfThoseWhoKeepIt() {
    // Given
    PacketRing ring = ring(false);
    kernel.block(0).packet(1, bytes(1)).done();
    collected.keep = true;
    ring.deliver(collected);
    PacketBlock block = collected.kept;
    block.retain();
    // When
    block.release();
    // Then
    assertThat(kernel.isFree(0)).isFalse();
    // When
    block.release();
    // Then
    assertThat(kernel.isFree(0)).isTrue();
    assertThat(ring.isAnyBlockKept()).isFalse();
  }

  @Test
  void aBlockGoesBackWhenItsHandlerFails() {
    // Given
    PacketRing ring = ring(false);
    kernel.block(0).packet(1, bytes(1)).packet(2, bytes(2)).done();
    // When
    assertThatThrownBy(
            () ->
                ring.deliver(
                    (t, l, b, o, c, w) -> {
                      throw new IllegalStateException("handler");
                    }))
        .hasMessage("handler");
    // Then
    assertThat(kernel.isFree(0)).isTrue();
  }

  @Test
  void theRingStaysMappedWhileABlockOfItIsKept() {
    // Given
    PacketRing ring = ring(false);
    kernel.block(0).packet(1, bytes(1)).done();
    collected.keep = true;
    ring.deliver(collected);
    // When
    kernel.memory.release();
    // Then
    assertThat(kernel.unmapped).hasValue(0);
    // When
    collected.kept.release();
    // Then
    assertThat(kernel.unmapped).hasValue(1);
  }

  @Test
  void whatGoesOutIsSkippedWhereItAlsoComesIn() {
    // Given
    kernel.block(0).packet(1, bytes(1), 1, 0, OUTGOING).packet(2, bytes(2)).done();
    // When
    ring(true).deliver(collected);
    // Then
    assertThat(collected.packets).containsExactly("2 ETHERNET 02 1");
  }

  @Test
  void whatGoesOutCountsElsewhere() {
    // Given
    kernel.block(0).packet(1, bytes(1), 1, 0, OUTGOING).done();
    // When
    ring(false).deliver(collected);
    // Then
    assertThat(collected.packets).hasSize(1);
  }

  @Test
  void aTagThatTheKernelTookOutIsPutBack() {
    // Given
    byte[] frame = PacketBuilder.tcp().between("10.0.0.1", 1, "10.0.0.2", 2).build();
    byte[] tagged = PacketBuilder.tcp().between("10.0.0.1", 1, "10.0.0.2", 2).vlan(0x88a8).build();
    int tci = (tagged[14] & 0xff) << 8 | (tagged[15] & 0xff);
    kernel
        .block(0)
        .packet(7, frame, frame.length, VLAN_VALID | VLAN_TPID_VALID, 0)
        .tag(tci, 0x88a8)
        .done();
    // When
    ring(false).deliver(collected);
    // Then
    assertThat(collected.packets)
        .containsExactly("7 ETHERNET " + HexFormat.of().formatHex(tagged) + " " + tagged.length);
  }

  @Test
  void aTagOfAnOldKernelIsOneOf8021Q() {
    // Given
    byte[] frame = PacketBuilder.tcp().between("10.0.0.1", 1, "10.0.0.2", 2).build();
    kernel.block(0).packet(7, frame, frame.length, VLAN_VALID, 0).tag(5, 0).done();
    LinkDecoder decoder = new LinkDecoder();
    TcpSegment segment = new TcpSegment();
    List<Integer> types = new ArrayList<>();
    // When
    ring(false)
        .deliver(
            (t, l, b, o, c, w) -> {
              types.add(b.getShort(o + 12) & 0xffff);
              types.add(b.getShort(o + 14) & 0xffff);
              assertThat(decoder.decode(t, l, b, o, c, w, segment)).isTrue();
            });
    // Then
    assertThat(types).containsExactly(0x8100, 5);
  }
}
