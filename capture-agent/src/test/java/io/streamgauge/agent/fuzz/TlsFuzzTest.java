package io.streamgauge.agent.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamgauge.agent.tls.HostileTls;
import io.streamgauge.protocol.testing.FuzzScript;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;

/** A TLS connection of which pieces are lost, changed and forged, and its key log. */
public class TlsFuzzTest {
  /** Loads JCA's providers now: the fuzzer's clock runs from the first input on. */
  @BeforeAll
  static void load() {
    new HostileTls(0).finish();
  }

  @FuzzTest(maxDuration = "10s")
  void breaksNoLaw(byte[] data) {
    FuzzScript script = new FuzzScript(data);
    HostileTls tls = new HostileTls(script.next());
    int at = 0;
    while (script.hasMore()) {
      int op = script.next();
      switch (op & 7) {
        case 0 -> tls.bytes(op >> 3, script.block());
        case 1 -> tls.gap(op >> 3, 1 + ((long) script.next() << (op >> 4)));
        case 2 -> tls.secrets();
        case 3 -> tls.keyLog(new String(script.block(), StandardCharsets.ISO_8859_1));
        case 4 -> tls.time((op & 8) == 0);
        case 5 -> at = script.next();
        default -> tls.genuine(at++);
      }
    }
    tls.finish();
  }
}
