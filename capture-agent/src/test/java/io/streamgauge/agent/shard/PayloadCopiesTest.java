package io.streamgauge.agent.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.PacketBlock;
import io.streamgauge.agent.link.TcpSegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PayloadCopiesTest {

  private static TcpSegment segment(int length, int content) {
    byte[] bytes = new byte[length + 3];
    Arrays.fill(bytes, (byte) content);
    TcpSegment segment = new TcpSegment();
    segment.payload(
        5, ByteBuffer.allocateDirect(bytes.length).put(0, bytes), 3, length, length + 1);
    return segment;
  }

  @Test
  void aSegmentRefersToItsCopy() {
    // Given
    PayloadCopies copies = new PayloadCopies(1);
    TcpSegment segment = segment(10, 7);
    ByteBuffer before = segment.buffer();
    // When
    copies.copy(segment);
    // Then
    assertThat(segment.buffer()).isNotSameAs(before);
    assertThat(segment.payloadLength()).isEqualTo(10);
    assertThat(segment.wirePayloadLength()).isEqualTo(11);
    assertThat(segment.timestampNanos()).isEqualTo(5);
    for (int i = 0; i < 10; i++) {
      assertThat(segment.buffer().get(segment.payloadOffset() + i)).isEqualTo((byte) 7);
    }
  }

  @Test
  void roomIsBoundedAndComesBackOverwritten() {
    // Given
    PayloadCopies copies = new PayloadCopies(2);
    TcpSegment first = segment(PayloadCopies.SLAB_BYTES, 7);
    PacketBlock one = copies.copy(first);
    one.retain();
    copies.copy(segment(PayloadCopies.SLAB_BYTES, 8)).retain();
    // When / Then
    assertThat(copies.copy(segment(1, 9))).isNull();
    // When
    one.release();
    // Then
    assertThat(first.buffer().get(first.payloadOffset())).isZero();
    assertThat(first.buffer().get(first.payloadOffset() + PayloadCopies.SLAB_BYTES - 1)).isZero();
    assertThat(copies.copy(segment(1, 9))).isNotNull();
  }

  @Test
  void whatIsLongerThanASlabFindsNoRoom() {
    assertThat(new PayloadCopies(2).copy(segment(PayloadCopies.SLAB_BYTES + 1, 7))).isNull();
  }

  @Test
  void whatIsLongerThanASlabCostsNoRoom() {
    // Given
    PayloadCopies copies = new PayloadCopies(1);
    PacketBlock slab = copies.copy(segment(1, 7));
    // When
    copies.copy(segment(PayloadCopies.SLAB_BYTES + 1, 8));
    // Then
    assertThat(copies.copy(segment(1, 9))).isSameAs(slab);
  }
}
