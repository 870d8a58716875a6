package io.streamgauge.benchmarks;

import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.tcp.CloseReason;
import io.streamgauge.agent.tcp.FlowHandler;
import io.streamgauge.agent.tcp.FlowTable;
import io.streamgauge.agent.tcp.TcpLimits;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One segment in order through the flow table and its flow's reassembler. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReassemblyBenchmark {
  private static final int BYTES = 1448;
  private static final int CLIENT = 0x0a000001;
  private static final int BROKER = 0x0a000002;
  private static final int FIRST_PORT = 20_000;

  /** Connections that take turns; with one, the table finds the flow again without a look-up. */
  @Param({"1", "1000"})
  public int flows;

  private final TcpSegment segment = new TcpSegment();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
  private final Received received = new Received();
  private FlowTable table;
  private int[] sequences;
  private int turn;
  private long now = 1_700_000_000_000_000_000L;

  @Setup
  public void connect() {
    table = new FlowTable(TcpLimits.DEFAULTS, flow -> received);
    sequences = new int[flows];
    for (int i = 0; i < flows; i++) {
      inOrder();
    }
    if (received.bytes != (long) flows * BYTES) {
      throw new IllegalStateException(received.bytes + " bytes of " + flows + " segments");
    }
  }

  @Benchmark
  public long inOrder() {
    turn = turn + 1 == flows ? 0 : turn + 1;
    now += 1_000;
    segment.ipv4(CLIENT, BROKER);
    segment.tcp(FIRST_PORT + turn, 9092, sequences[turn], 1, TcpSegment.ACK);
    segment.payload(now, buffer, 0, BYTES, BYTES);
    table.onSegment(segment);
    sequences[turn] += BYTES;
    return received.bytes;
  }

  private static final class Received implements FlowHandler {
    private long bytes;

    @Override
    public void onData(int side, ByteBuffer data, int offset, int length, long timestampNanos) {
      bytes += length;
    }

    @Override
    public void onGap(int side, long missingBytes, long timestampNanos) {
      throw new IllegalStateException("Gap of " + missingBytes + " bytes");
    }

    @Override
    public void onClose(long timestampNanos, CloseReason reason) {}
  }
}
