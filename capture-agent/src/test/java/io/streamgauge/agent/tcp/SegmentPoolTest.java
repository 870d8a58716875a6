package io.streamgauge.agent.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SegmentPoolTest {
  private static final byte[] SECRET = "a password, say".repeat(50).getBytes(US_ASCII);

  @Test
  void aPieceThatWasGivenBackHoldsNothing() {
    SegmentPool pool = new SegmentPool(SegmentPool.CHUNK_BYTES);
    OutOfOrderList list = new OutOfOrderList(pool, new TcpStatistics(), SegmentPool.CHUNK_BYTES);
    list.insert(10, 10 + SECRET.length, 10 + SECRET.length, ByteBuffer.wrap(SECRET), 0, 0, 1);

    PooledSegment piece = list.removeHead();
    byte[] before = content(piece);
    list.giveBack(piece);

    assertThat(before).startsWith(SECRET);
    assertThat(content(piece)).containsOnly(0);
    assertThat(pool.usedBytes()).isZero();
  }

  private static byte[] content(PooledSegment piece) {
    byte[] bytes = new byte[SegmentPool.CHUNK_BYTES];
    piece.buffer.get(piece.base, bytes);
    return bytes;
  }
}
