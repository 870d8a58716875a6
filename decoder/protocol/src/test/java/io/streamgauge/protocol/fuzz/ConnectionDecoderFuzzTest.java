package io.streamgauge.protocol.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamgauge.protocol.exchange.Direction;
import io.streamgauge.protocol.exchange.HostileTalk;
import io.streamgauge.protocol.exchange.Talk;
import io.streamgauge.protocol.testing.FuzzScript;
import io.streamgauge.protocol.testing.Twice;
import org.junit.jupiter.api.BeforeAll;

/** Both directions of a connection: bytes in any pieces, gaps, and time that jumps. */
public class ConnectionDecoderFuzzTest {
  /** Compiles the schemas now: the fuzzer's clock runs from the first input on. */
  @BeforeAll
  static void load() {
    Talk.decoder();
  }

  @FuzzTest(maxDuration = "10s")
  void breaksNoLaw(byte[] data) {
    Twice.attempt(() -> play(data));
  }

  private static void play(byte[] data) {
    FuzzScript script = new FuzzScript(data);
    int start = script.next();
    HostileTalk talk = HostileTalk.tight((start & 1) == 0, (start & 2) == 0);
    while (script.hasMore()) {
      step(talk, script);
    }
    talk.close().leavesOthersAlone();
  }

  private static void step(HostileTalk talk, FuzzScript script) {
    int op = script.next();
    Direction direction = (op & 1) == 0 ? Direction.REQUEST : Direction.RESPONSE;
    switch (op >> 1 & 7) {
      case 0 -> talk.gap(direction, 1L + script.next());
      case 1 -> talk.gap(direction, op >> 4 == 15 ? Long.MAX_VALUE : 1L << (op >> 4 << 1));
      case 2 -> talk.time((op & 1) == 0 ? 1L << (op >> 4 << 2) : -(1L << (op >> 4 << 2)));
      case 3 -> {
        byte[] block = script.block();
        for (int i = 0; i < block.length; i++) {
          talk.bytes(direction, block, i, 1);
        }
      }
      default -> talk.bytes(direction, script.block());
    }
  }
}
