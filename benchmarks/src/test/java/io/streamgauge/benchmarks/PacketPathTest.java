package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.benchmarks.CapturePath.Depth;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PacketPathTest {

  @ParameterizedTest
  @EnumSource
  void everyPassGoesOnWhereTheLastOneEnded(Depth depth) throws IOException {
    // When each byte of three passes is seen, or it would throw
    String row = PacketPath.One.row(depth, 200, 3, 1);

    // Then
    assertThat(row).matches("\\| [a-z]+ \\| 200 \\| \\d+ \\| \\d+ – \\d+ \\|");
  }
}
