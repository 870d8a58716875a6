package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.agent.capture.PacketBlock;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.shard.ShardedCapture;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several workers, held against one thread. */
@Timeout(60)
class ShardedCaptureTest {

  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();
  private static final int ROOM_FOR_ALL = 1 << 15;

  /** A recording in which each connection's client has an address of its own. */
  private static List<RecordedPacket> recording(String name) throws IOException {
    List<RecordedPacket> packets = new ArrayList<>();
    for (RecordedPacket packet : RecordedPacket.read(MetamorphicCaptureTest.FOLDER.resolve(name))) {
      boolean fromClient = packet.isFromClient();
      int client = 0x0a00_0000 + (fromClient ? packet.sourcePort() : packet.destinationPort());
      packets.add(
          new RecordedPacket(
              packet.nanos(),
              fromClient ? client : packet.source(),
              packet.sourcePort(),
              fromClient ? packet.destination() : client,
              packet.destinationPort(),
              packet.sequence(),
              packet.acknowledgment(),
              packet.flags(),
              packet.payload()));
    }
    return packets;
  }

  private static ShardedCapture shards(int workers, int capacity, ExchangeObserver observer) {
    return new ShardedCapture(
        workers,
        1,
        capacity,
        observer,
        each -> new CapturePipeline(PipelineOptions.forFiles(Set.of()), DECODER, each),
        () -> {});
  }

  @ParameterizedTest
  @CsvSource({"2, librdkafka-mixed.pcap", "3, java-4.3.1-mixed.pcap"})
  void workersFindWhatOneThreadFinds(int workers, String name) throws IOException {
    // Given
    List<RecordedPacket> packets = recording(name);
    ReplayedExchanges found = new ReplayedExchanges();
    ShardedCapture shards = shards(workers, ROOM_FOR_ALL, found);
    // When
    shards.start();
    RecordedPacket.replay(packets, shards.inputs().get(0));
    shards.finish();
    // Then
    assertThat(found.differencesFrom(ReplayedExchanges.of(packets))).isEmpty();
    assertThat(shards.droppedPackets()).isZero();
    assertThat(shards.packets()).isEqualTo(packets.size());
    assertThat(shards.pipelines())
        .allSatisfy(worker -> assertThat(worker.totals().kafkaConnections()).isPositive());
  }

  @Test
  void aWorkerThatIsBehindCostsPacketsThatAreCountedAndNeverAStall() throws IOException {
    // Given
    List<RecordedPacket> packets = recording("librdkafka-mixed.pcap");
    ReplayedExchanges found = new ReplayedExchanges();
    ShardedCapture shards = shards(1, 32, found);
    // When
    RecordedPacket.replay(packets, shards.inputs().get(0));
    shards.start();
    shards.finish();
    // Then
    assertThat(packets.size()).isGreaterThan(10 * 32);
    assertThat(shards.droppedPackets()).isEqualTo(packets.size() - 32);
    assertThat(shards.pipelines().get(0).totals().packets()).isEqualTo(32);
  }

  @Test
  void blocksAreReadWhereTheyLieAndAllGoBack() throws IOException {
    // Given
    List<RecordedPacket> packets = recording("librdkafka-mixed.pcap");
    ReplayedExchanges found = new ReplayedExchanges();
    ShardedCapture shards = shards(2, ROOM_FOR_ALL, found);
    AtomicInteger kept = new AtomicInteger();
    PacketHandler input = shards.inputs().get(0);
    // When
    shards.start();
    RecordedPacket.replay(
        packets,
        (time, link, buffer, offset, captured, wire) -> {
          input.onBlock(new Block(kept, buffer));
          input.onPacket(time, link, buffer, offset, captured, wire);
        });
    shards.finish();
    // Then
    assertThat(found.differencesFrom(ReplayedExchanges.of(packets))).isEmpty();
    assertThat(kept).hasValue(0);
  }

  /** One packet, overwritten when nobody keeps it any more. */
  private static final class Block implements PacketBlock {
    private final AtomicInteger all;
    private final ByteBuffer bytes;
    private final AtomicInteger keepers = new AtomicInteger();

    private Block(AtomicInteger all, ByteBuffer bytes) {
      this.all = all;
      this.bytes = bytes;
    }

    @Override
    public void retain() {
      all.incrementAndGet();
      keepers.incrementAndGet();
    }

    @Override
    public void release() {
      all.decrementAndGet();
      if (keepers.decrementAndGet() == 0) {
        bytes.put(0, new byte[bytes.limit()]);
      }
    }
  }

  @Test
  void timeIsThatOfTheWorkerFurthestBehindAndGoesOnInSilence() {
    // Given
    List<Long> times = new ArrayList<>();
    ShardedCapture shards = shards(3, 64, timesTo(times));
    // When
    shards.start();
    shards.inputs().get(0).onIdle(5_000_000_000L);
    shards.inputs().get(0).onIdle(6_000_000_000L);
    shards.finish();
    // Then
    assertThat(times).containsExactly(5_000_000_000L, 6_000_000_000L);
  }

  @Test
  void timeGoesOnWhereASourceWithoutBlocksHasPacketsForOneWorkerOnly() throws IOException {
    // Given
    List<RecordedPacket> all = recording("librdkafka-mixed.pcap");
    String connection = all.get(0).connection();
    List<RecordedPacket> ofOne =
        all.stream().filter(packet -> packet.connection().equals(connection)).toList();
    long last = ofOne.stream().mapToLong(RecordedPacket::nanos).max().orElseThrow();
    List<Long> times = new ArrayList<>();
    ShardedCapture shards = shards(2, ROOM_FOR_ALL, timesTo(times));
    // When
    shards.start();
    RecordedPacket.replay(ofOne, shards.inputs().get(0));
    shards.finish();
    // Then
    assertThat(times).isNotEmpty();
    assertThat(last - times.get(times.size() - 1)).isLessThan(20_000_000L);
  }

  @Test
  void timeIsToldOnceInAWhileAndNotForEachPacket() {
    // Given
    List<Long> times = new ArrayList<>();
    ShardedCapture shards = shards(2, 64, timesTo(times));
    // When
    shards.start();
    for (long millis : List.of(5_000L, 5_004L, 5_008L, 5_012L, 5_016L, 5_024L)) {
      shards
          .inputs()
          .get(0)
          .onPacket(
              millis * 1_000_000, LinkType.ETHERNET, ByteBuffer.allocateDirect(60), 0, 60, 60);
    }
    shards.finish();
    // Then
    assertThat(times).containsExactly(5_000_000_000L, 5_012_000_000L, 5_024_000_000L);
  }

  @Test
  void aBlockThatIsTakenUpAgainIsNoNewsOfTime() {
    // Given
    List<Long> times = new ArrayList<>();
    ShardedCapture shards = shards(2, 64, timesTo(times));
    PacketHandler input = shards.inputs().get(0);
    Block block = new Block(new AtomicInteger(), ByteBuffer.allocateDirect(60));
    // When
    shards.start();
    input.onPacket(5_000_000_000L, LinkType.ETHERNET, block.bytes, 0, 60, 60);
    input.onPacket(5_005_000_000L, LinkType.ETHERNET, block.bytes, 0, 60, 60);
    input.onBlockAgain(block);
    shards.finish();
    // Then
    assertThat(times).containsExactly(5_000_000_000L);
  }

  private static ExchangeObserver timesTo(List<Long> times) {
    ReplayedExchanges found = new ReplayedExchanges();
    return new ExchangeObserver() {
      @Override
      public ConnectionObserver onConnection(Connection connection) {
        return found.onConnection(connection);
      }

      @Override
      public void onTime(long timestampNanos) {
        times.add(timestampNanos);
      }
    };
  }

  @Test
  void whatAWorkerFailsWithComesOut() throws IOException {
    // Given
    List<RecordedPacket> packets = recording("librdkafka-mixed.pcap");
    ShardedCapture shards =
        shards(
            2,
            ROOM_FOR_ALL,
            connection -> {
              throw new IllegalStateException("observer");
            });
    // When
    shards.start();
    // Then: while packets come, or at the end
    assertThatThrownBy(
            () -> {
              RecordedPacket.replay(packets, shards.inputs().get(0));
              shards.finish();
            })
        .hasRootCauseMessage("observer");
    shards.stop();
  }

  @Test
  void packetsThatAreNotTcpCountAndGoNowhere() {
    // Given
    ShardedCapture shards = shards(2, 64, new ReplayedExchanges());
    // When
    shards.start();
    shards.inputs().get(0).onPacket(1, LinkType.ETHERNET, ByteBuffer.allocateDirect(60), 0, 60, 60);
    shards.finish();
    // Then
    assertThat(shards.packets()).isEqualTo(1);
    assertThat(shards.droppedPackets()).isZero();
  }
}
