package io.streamgauge.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.capture.CaptureFormatException;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.pipeline.HostilePipeline;
import io.streamgauge.protocol.testing.Twice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.junit.jupiter.api.BeforeAll;

/** A capture file, pcap or pcapng, compressed or not: read, or refused with a message. */
public class CaptureFileFuzzTest {
  /** Compiles the schemas now: the fuzzer's clock runs from the first input on. */
  @BeforeAll
  static void load() {
    Twice.attempt(() -> new HostilePipeline().readsOthers(0).finish());
  }

  @FuzzTest(maxDuration = "10s")
  void isReadOrRefused(byte[] data) {
    Twice.attempt(() -> read(data));
  }

  /** Gives packets on, having looked whether they lie where they are said to lie. */
  private static final class Checked implements PacketHandler {
    private final HostilePipeline pipeline = new HostilePipeline();
    private long packets;

    @Override
    public void onPacket(
        long timestampNanos,
        LinkType linkType,
        ByteBuffer buffer,
        int offset,
        int capturedLength,
        int wireLength) {
      packets++;
      assertThat(capturedLength).isBetween(0, wireLength);
      assertThat(offset).isBetween(0, buffer.limit() - capturedLength);
      pipeline.onPacket(timestampNanos, linkType, buffer, offset, capturedLength, wireLength);
    }
  }

  private static void read(byte[] data) {
    Checked checked = new Checked();
    try (CaptureFileSource source =
        CaptureFileSource.open("fuzz", Channels.newChannel(new ByteArrayInputStream(data)))) {
      source.run(checked);
      assertThat(source.statistics().receivedPackets()).isEqualTo(checked.packets);
      assertThat(source.cutBytes()).isNotNegative();
    } catch (CaptureFormatException e) {
      assertThat(e).hasMessageStartingWith("fuzz: ");
      assertThat(e.getMessage().length()).isLessThan(1_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    checked.pipeline.finish();
  }
}
