package io.streamgauge.agent.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.pipeline.HostilePipeline;
import io.streamgauge.agent.testing.PacketBuilder;
import io.streamgauge.protocol.testing.FuzzScript;
import io.streamgauge.protocol.testing.Twice;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** Packets as they lie on the wire, and segments of a few connections, in any order of time. */
public class PacketsFuzzTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final int CONNECTIONS = 4;
  private static final List<LinkType> LINK_TYPES = List.of(LinkType.values());

  private final int[][] next = new int[CONNECTIONS][2];
  private long now = START;

  /** Compiles the schemas now: the fuzzer's clock runs from the first input on. */
  @BeforeAll
  static void load() {
    Twice.attempt(() -> new HostilePipeline().readsOthers(0).finish());
  }

  @FuzzTest(maxDuration = "10s")
  void breaksNoLaw(byte[] data) {
    Twice.attempt(() -> new PacketsFuzzTest().play(new FuzzScript(data)));
  }

  private void play(FuzzScript script) {
    HostilePipeline pipeline = new HostilePipeline();
    while (script.hasMore()) {
      int op = script.next();
      switch (op & 3) {
        case 0 -> {
          LinkType linkType = LINK_TYPES.get((op >> 2) % LINK_TYPES.size());
          int missing = script.next() << 8;
          byte[] bytes = script.block();
          int wire = missing == 0xff00 ? Integer.MAX_VALUE : bytes.length + missing;
          pipeline.packet(now, linkType, bytes, wire);
        }
        case 1 -> {
          long step = 1L << ((op >> 3 & 15) << 2);
          now += (op & 4) == 0 ? step : -step;
          pipeline.onIdle(now);
        }
        default -> segment(pipeline, op, script);
      }
    }
    pipeline.readsOthers(now).finish();
  }

  /** A segment that continues its stream, or begins before or behind where it would. */
  private void segment(HostilePipeline pipeline, int op, FuzzScript script) {
    int connection = op >> 2 & 3;
    int side = op & 1;
    int flags = script.next();
    int shift = (byte) script.next();
    byte[] payload = script.block();
    int[] sequences = next[connection];
    int sequence = sequences[side] + ((op & 0x10) == 0 ? 0 : shift << (op >> 5 << 2));
    PacketBuilder packet = PacketBuilder.tcp().sequence(sequence).flags(flags).payload(payload);
    packet.acknowledges(sequences[1 - side] + ((op & 0x80) == 0 ? 0 : shift));
    int port = 40_000 + connection;
    byte[] bytes =
        side == 0
            ? packet.between("10.0.0.1", port, "10.0.0.2", 9092).build()
            : packet.between("10.0.0.2", 9092, "10.0.0.1", port).build();
    if ((op & 0x10) == 0) {
      sequences[side] = sequence + payload.length + ((flags & 3) == 0 ? 0 : 1);
    }
    pipeline.packet(now, LinkType.ETHERNET, bytes, bytes.length);
  }
}
