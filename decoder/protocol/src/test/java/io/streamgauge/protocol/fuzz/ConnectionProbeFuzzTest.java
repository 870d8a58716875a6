package io.streamgauge.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamgauge.protocol.detect.ConnectionProbe;
import io.streamgauge.protocol.detect.ProbeOptions;
import io.streamgauge.protocol.detect.Verdict;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.DecoderWorker;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeListener;
import io.streamgauge.protocol.exchange.HostileTalk;
import io.streamgauge.protocol.exchange.Talk;
import io.streamgauge.protocol.testing.Allocations;
import io.streamgauge.protocol.testing.FuzzScript;
import io.streamgauge.protocol.testing.Laws;
import io.streamgauge.protocol.testing.Twice;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeAll;

/** A connection of which nobody knows whether it is Kafka, nor which side is the broker. */
public class ConnectionProbeFuzzTest {
  /** Two decoders at once, and events that are held back. */
  private static final long BYTES_PER_BYTE = 1_000;

  private static final long BASE_BYTES = 2 << 20;
  private static final long START = 1_700_000_000_000_000_000L;

  private static final class Counting implements ExchangeListener {
    private ConnectionProbe probe;
    private int exchanges;

    @Override
    public void onExchange(Exchange exchange) {
      exchanges++;
      requireKafka();
      Laws.require(probe.brokerSide() == 0 || probe.brokerSide() == 1, "the broker has no side");
    }

    @Override
    public void onAnomaly(Anomaly anomaly) {
      requireKafka();
    }

    private void requireKafka() {
      Laws.require(probe.verdict() == Verdict.KAFKA, "told before it was certain");
    }
  }

  /** Compiles the schemas now: the fuzzer's clock runs from the first input on. */
  @BeforeAll
  static void load() {
    Talk.decoder();
  }

  @FuzzTest(maxDuration = "10s")
  void saysNothingBeforeItIsCertain(byte[] data) {
    Twice.attempt(() -> probe(data));
  }

  private static void probe(byte[] data) {
    FuzzScript script = new FuzzScript(data);
    DecoderWorker worker = Talk.decoder().newWorker(HostileTalk.TIGHT);
    Counting heard = new Counting();
    int start = script.next();
    int hint = (start & 3) == 0 ? ProbeOptions.UNKNOWN_SIDE : start & 1;
    heard.probe =
        new ConnectionProbe(
            worker,
            new ProbeOptions(hint, (start & 4) == 0, (start & 8) == 0, side -> "side " + side),
            heard);

    long allocated = Allocations.of(() -> play(heard.probe, script));

    assertThat(allocated).isLessThan(BASE_BYTES + BYTES_PER_BYTE * data.length);
    if (heard.probe.verdict() != Verdict.KAFKA) {
      assertThat(heard.exchanges).isZero();
    }
    HostileTalk.assertIdle(worker);
  }

  private static void play(ConnectionProbe probe, FuzzScript script) {
    long now = START;
    while (script.hasMore()) {
      int op = script.next();
      int side = op & 1;
      switch (op >> 1 & 7) {
        case 0 -> probe.onGap(side, 1L + script.next(), now);
        case 1 -> probe.onGap(side, op >> 4 == 15 ? Long.MAX_VALUE : 1L << (op >> 4 << 1), now);
        case 2 -> {
          now += 1L << (op >> 4 << 2);
          probe.onTime(now);
        }
        default -> {
          byte[] block = script.block();
          probe.onBytes(side, ByteBuffer.wrap(block), 0, block.length, now);
        }
      }
    }
    probe.close(now);
  }
}
