package io.streamgauge.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is skipped in words is what no frame can begin with, place by place. */
class ResynchronizerTest {
  @Property(tries = 2_000)
  void proposesExactlyThePlacesWithASizeWithinTheLimit(
      @ForAll("bytes") byte[] bytes,
      @ForAll("limits") int limit,
      @ForAll @Size(max = 4) List<@IntRange(min = 1, max = 40) Integer> pieces) {
    // Given
    Resynchronizer resynchronizer = new Resynchronizer(new SizeWithin(limit));
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    List<Long> proposed = new ArrayList<>();

    // When
    int offset = 0;
    for (int i = 0; offset < bytes.length; i++) {
      int left = bytes.length - offset;
      int length = i < pieces.size() ? Math.min(pieces.get(i), left) : left;
      resynchronizer.search(
          buffer,
          offset,
          length,
          offset,
          0,
          (position, nanos, head, headOffset, headLength, pieceOffset) -> proposed.add(position));
      offset += length;
    }

    // Then
    List<Long> expected = new ArrayList<>();
    for (int at = 0; at + Long.BYTES <= bytes.length; at++) {
      if (buffer.getInt(at) > 0 && buffer.getInt(at) <= limit) {
        expected.add((long) at);
      }
    }
    assertThat(proposed).isEqualTo(expected);
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<Byte> nothing = Arbitraries.just((byte) 0);
    Arbitrary<Byte> small = Arbitraries.bytes().between((byte) 0, (byte) 0x12);
    Arbitrary<Byte> edge = Arbitraries.of((byte) 0x7f, (byte) 0x80, (byte) -1, (byte) 1);
    return Arbitraries.oneOf(nothing, nothing, small, edge, Arbitraries.bytes())
        .array(byte[].class)
        .ofMaxSize(120);
  }

  @Provide
  Arbitrary<Integer> limits() {
    return Arbitraries.of(
        1,
        255,
        1 << 20,
        FrameLimits.DEFAULT_MAX_REQUEST_BYTES,
        FrameLimits.DEFAULT_MAX_RESPONSE_BYTES,
        0x7eff_ffff,
        Integer.MAX_VALUE);
  }

  private record SizeWithin(int maxFrameBytes) implements BoundaryTest {
    @Override
    public int bytesNeeded() {
      return Long.BYTES;
    }

    @Override
    public boolean isPlausible(ByteBuffer buffer, int offset, int available) {
      int size = buffer.getInt(offset);
      return size > 0 && size <= maxFrameBytes;
    }
  }
}
