package io.streamgauge.benchmarks;

import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.ConnectionDecoder;
import io.streamgauge.protocol.exchange.ConnectionOptions;
import io.streamgauge.protocol.exchange.Direction;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeListener;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One exchange, request and response, from the bytes of its connection.
 *
 * <p>The two sides do not do the same: ours finds the frames, matches the two, keeps partition rows
 * and counts records batch by batch; kafka-clients' is handed the frames and makes objects of their
 * fields, leaving record sets unread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
  private static final long MILLI = 1_000_000;
  private static final int MIN_CUT = 1_448;

  @Param public Traffic traffic;

  /** Bytes per segment; 0: each frame in one piece. */
  @Param({"0", "65536", "1448"})
  public int segment;

  private final Tally tally = new Tally();
  private Frames frames;
  private FrameBuffer frameBuffer;
  private ConnectionDecoder connection;
  private int piece;
  private long now = 1_700_000_000_000L * MILLI;

  @Setup
  public void open() {
    frames = traffic.frames();
    int longest = Math.max(frames.request.limit(), frames.response.limit());
    piece = segment == 0 ? longest : segment;
    frameBuffer = new FrameBuffer(longest);
    connection =
        KafkaDecoder.builder()
            .build()
            .newWorker()
            .newConnection(ConnectionOptions.fromStart("broker:9092"), tally);
    streamgauge();
    if (tally.exchanges != 1 || tally.anomalies != 0) {
      throw new IllegalStateException(
          tally.exchanges + " exchanges and " + tally.anomalies + " anomalies of one exchange");
    }
  }

  @TearDown
  public void close() {
    connection.close(now);
    if (tally.anomalies != 0) {
      throw new IllegalStateException(tally.anomalies + " anomalies");
    }
  }

  @Benchmark
  public long streamgauge() {
    feed(Direction.REQUEST, frames.request);
    feed(Direction.RESPONSE, frames.response);
    return tally.exchanges;
  }

  @Benchmark
  public void kafkaClients(Blackhole blackhole) {
    ByteBuffer request = frameBuffer.whole(frames.request, piece);
    RequestHeader header = RequestHeader.parse(request);
    blackhole.consume(
        AbstractRequest.parseRequest(
            header.apiKey(), header.apiVersion(), new ByteBufferAccessor(request)));
    ByteBuffer response = frameBuffer.whole(frames.response, piece);
    blackhole.consume(AbstractResponse.parseResponse(response, header));
  }

  /** Whether any of the segment sizes cuts a frame. */
  boolean isCut() {
    return frames.request.limit() > MIN_CUT || frames.response.limit() > MIN_CUT;
  }

  private void feed(Direction direction, ByteBuffer frame) {
    now += MILLI;
    for (int at = 0; at < frame.limit(); at += piece) {
      connection.onBytes(direction, frame, at, Math.min(piece, frame.limit() - at), now);
    }
  }

  private static final class Tally implements ExchangeListener {
    private long exchanges;
    private long anomalies;

    @Override
    public void onExchange(Exchange exchange) {
      exchanges++;
    }

    @Override
    public void onAnomaly(Anomaly anomaly) {
      anomalies++;
    }
  }
}
