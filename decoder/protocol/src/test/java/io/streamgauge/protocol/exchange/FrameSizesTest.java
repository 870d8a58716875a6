package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.kafka.common.message.MetadataRequestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths and counts are the sender's word: they cost nothing before their bytes are there. */
class FrameSizesTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int HUGE = 100_000_000;
  private static final long LITTLE = 64 << 10;

  private final DecoderWorker worker = Talk.decoder().newWorker();

  /** What a connection costs that is fed so; the third time, when pools are filled. */
  private long cost(Consumer<Talk> feed) {
    long before = 0;
    for (int round = 0; round < 3; round++) {
      Talk talk = Talk.with(worker, ConnectionOptions.fromStart("broker:9092"));
      before = THREADS.getCurrentThreadAllocatedBytes();
      feed.accept(talk);
      talk.close();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static byte[] claiming(int size, byte[] frame, int bytes) {
    byte[] claiming = Arrays.copyOf(frame, bytes);
    ByteBuffer.wrap(claiming).putInt(0, size);
    return claiming;
  }

  @Test
  void aFrameCostsWhatItBringsNotWhatItClaims() {
    byte[] request = claiming(HUGE, Produced.request(1, (short) -1, 3), 60);
    byte[] response = claiming(HUGE, MatchingTest.alive(1), 8);

    assertThat(cost(talk -> talk.request(request))).isLessThan(LITTLE);
    assertThat(cost(talk -> talk.request(MatchingTest.heartbeat(1)).response(response)))
        .isLessThan(LITTLE);
  }

  @Test
  void aCountCostsNothing() {
    // Given an answer of one frame that claims five million brokers, and brings none
    byte[] request = Frames.request(1, 1, "c", new MetadataRequestData());
    byte[] counted = ByteBuffer.allocate(12).putInt(HUGE).putInt(1).putInt(5_000_000).array();

    assertThat(cost(talk -> talk.request(request).response(counted))).isLessThan(LITTLE);
  }

  @Test
  void aStringCostsWhatItBrings() {
    // Given a client id of 32 KiB, of which hardly a byte comes, many times
    ByteBuffer head =
        ByteBuffer.allocate(15).putInt(40_000).putShort((short) 3).putShort((short) 1);
    head.putInt(1).putShort(Short.MAX_VALUE).put((byte) 'x');

    long one = cost(talk -> talk.request(head.array()));

    assertThat(one).isLessThan(16 << 10);
  }

  @ParameterizedTest(name = "{0}, from the start: {1}")
  @CsvSource({
    "2147483647, true",
    "2147483647, false",
    "2147483643, true",
    "2147483643, false",
    "1073741824, true",
    "104857601, true",
    "104857600, true",
    "104857600, false",
    "-1, true",
    "-1, false",
    "-2147483648, true",
    "0, true",
    "3, true",
    "7, true",
    "7, false"
  })
  void noSizeIsBelievedBeforeItsBytesAreThere(int size, boolean fromStart) {
    // Given a frame of that size after, or instead of, a good one, and all kinds of claims behind
    // it
    byte[] request = claiming(size, Produced.request(2, (short) -1, 3), 60);
    byte[] response = claiming(size, MatchingTest.alive(1), 8);
    ConnectionOptions options = new ConnectionOptions("broker:9092", fromStart, fromStart);

    for (Direction liar : Direction.values()) {
      // When
      long cost = 0;
      for (int round = 0; round < 3; round++) {
        Talk talk = Talk.with(worker, options);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        talk.bytes(liar, liar == Direction.REQUEST ? request : response);
        for (int i = 0; i < 100; i++) {
          talk.request(MatchingTest.heartbeat(i)).response(MatchingTest.alive(i));
        }
        cost = THREADS.getCurrentThreadAllocatedBytes() - before;
        talk.close();
      }

      // Then what comes behind it may be lost, but costs no more than its bytes
      // a hundred exchanges are copied by the recorder, 3 KiB each
      assertThat(cost).isLessThan(8 * LITTLE);
      HostileTalk.assertIdle(worker);
    }
  }
}
