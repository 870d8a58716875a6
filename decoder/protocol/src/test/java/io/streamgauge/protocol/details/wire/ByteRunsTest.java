package io.streamgauge.protocol.details.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteRunsTest {
  private static final int LONGEST = 40;
  private static final int OFFSET = 3;

  private final Random random = new Random(11);

  @Test
  void runsAreEqualOnlyIfEveryByteIs() {
    for (int length = 0; length <= LONGEST; length++) {
      // Given
      byte[] key = new byte[length];
      random.nextBytes(key);
      ByteBuffer same = buffer(key);

      // Then
      assertThat(ByteRuns.equal(key, same, OFFSET, length)).isTrue();
      assertThat(ByteRuns.equal(key, same, OFFSET, length + 1)).isFalse();
      for (int at = 0; at < length; at++) {
        byte[] other = key.clone();
        other[at] ^= 1;
        assertThat(ByteRuns.equal(key, buffer(other), OFFSET, length)).as("byte %s", at).isFalse();
      }
    }
  }

  @Test
  void everyByteCountsForTheHash() {
    for (int length = 1; length <= LONGEST; length++) {
      // Given
      byte[] run = new byte[length];
      random.nextBytes(run);
      int hash = ByteRuns.hash(buffer(run), OFFSET, length);

      // Then
      assertThat(ByteRuns.hash(buffer(run), OFFSET, length)).isEqualTo(hash);
      for (int at = 0; at < length; at++) {
        byte[] other = run.clone();
        other[at] ^= 1;
        assertThat(ByteRuns.hash(buffer(other), OFFSET, length))
            .as("byte %s", at)
            .isNotEqualTo(hash);
      }
    }
  }

  private static ByteBuffer buffer(byte[] run) {
    return ByteBuffer.allocateDirect(run.length + OFFSET + 2).put(OFFSET, run);
  }
}
