package io.streamgauge.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.testing.PacketBuilder;
import io.streamgauge.agent.testing.Wrapping;
import io.streamgauge.agent.testing.Wrappings;
import io.streamgauge.protocol.testing.Allocations;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentsTest {
  private static final int BYTES = 512;
  private static final long WAIT = 1_000_000_000L;
  private static final int DATAGRAMS = 4;
  private static final FragmentLimits LIMITS = new FragmentLimits(DATAGRAMS << 16, 16, WAIT);

  private final LinkDecoder decoder = new LinkDecoder(LIMITS);
  private final TcpSegment segment = new TcpSegment();
  private long now = 1;

  @ParameterizedTest(name = "IPv6: {0}, order {1}")
  @CsvSource({"false, 0", "false, 1", "false, 2", "true, 0", "true, 1", "true, 2"})
  void fragmentsInAnyOrderMakeTheDatagram(boolean ipv6, int seed) {
    // Given
    byte[] payload = payload(3_000);
    List<byte[]> fragments = new ArrayList<>(Wrapping.fragments(frame(ipv6, payload), BYTES, 77));
    Collections.shuffle(fragments, new Random(seed));
    int last = fragments.size() - 1;

    // When
    for (byte[] fragment : fragments.subList(0, last)) {
      assertThat(decode(fragment)).isFalse();
    }
    boolean whole = decode(fragments.get(last));

    // Then
    assertThat(whole).isTrue();
    assertThat(found()).isEqualTo(payload);
    assertThat(segment.sourcePort()).isEqualTo(1000);
    assertThat(segment.sourceLow()).isEqualTo(ipv6 ? 1 : 0xffff_0102_0304L);
    assertThat(decoder.statistics().reassembledDatagrams()).isEqualTo(1);
    assertThat(decoder.statistics().undecodedPackets(Undecoded.FRAGMENT)).isEqualTo(last);
    assertThat(dropped()).isZero();
  }

  @Test
  void aTunnelsPacketMayBeInFragmentsAndHoldFragments() {
    byte[] payload = payload(2_000);
    boolean whole = false;
    int outer = 0;
    for (byte[] inner : Wrapping.fragments(frame(false, payload), 1_024, 7)) {
      byte[] tunnel = Wrappings.all().get("vxlan").apply(inner);
      for (byte[] fragment : Wrapping.fragments(tunnel, BYTES, 1_000 + outer++)) {
        whole = decode(fragment);
      }
    }

    assertThat(whole).isTrue();
    assertThat(found()).isEqualTo(payload);
  }

  @Test
  void datagramsMixedWithEachOtherStayApart() {
    List<byte[]> one = Wrapping.fragments(frame(false, payload(1_000)), BYTES, 1);
    List<byte[]> two = Wrapping.fragments(frame(false, new byte[1_000]), BYTES, 2);

    assertThat(decode(one.get(0))).isFalse();
    assertThat(decode(two.get(0))).isFalse();
    assertThat(decode(one.get(1))).isTrue();
    assertThat(found()).isEqualTo(payload(1_000));
    assertThat(decode(two.get(1))).isTrue();
    assertThat(found()).isEqualTo(new byte[1_000]);
  }

  @Test
  void whatIsSeenTwiceDoesNoHarm() {
    List<byte[]> fragments = Wrapping.fragments(frame(false, payload(1_500)), BYTES, 1);
    int wholes = 0;

    for (byte[] fragment : fragments) {
      for (int sighting = 0; sighting < 3; sighting++) {
        wholes += decode(fragment) ? 1 : 0;
      }
    }

    assertThat(wholes).isEqualTo(1);
    assertThat(dropped(FragmentDrop.DUPLICATE)).isEqualTo(2L * fragments.size());
    assertThat(dropped()).isEqualTo(2L * fragments.size());
  }

  @ParameterizedTest(name = "from {0}, IPv6: {1}")
  @CsvSource({"8, false", "256, false", "504, false", "8, true", "504, true"})
  void aDatagramThatOverlapsItselfIsDroppedAsAWhole(int from, boolean ipv6) {
    byte[] frame = frame(ipv6, payload(1_500));
    List<byte[]> fragments = Wrapping.fragments(frame, BYTES, 1);
    decode(fragments.get(0));

    assertThat(decode(Wrapping.fragment(frame, from, new byte[BYTES], true, 1))).isFalse();

    for (byte[] fragment : fragments) {
      assertThat(decode(fragment)).isFalse();
    }
    assertThat(dropped(FragmentDrop.OVERLAP)).isEqualTo(2L + fragments.size());
    assertThat(decoder.statistics().reassembledDatagrams()).isZero();
  }

  @Test
  void theSamePlaceWithOtherBytesIsAnOverlap() {
    byte[] frame = frame(false, payload(1_500));
    decode(Wrapping.fragments(frame, BYTES, 1).get(0));

    decode(Wrapping.fragment(frame, 0, new byte[BYTES], true, 1));

    assertThat(dropped(FragmentDrop.OVERLAP)).isEqualTo(2);
  }

  @Test
  void bytesBehindTheEndAreAnOverlap() {
    byte[] frame = frame(false, payload(1_500));
    decode(Wrapping.fragment(frame, 1_024, new byte[100], false, 1));

    decode(Wrapping.fragment(frame, 2_048, new byte[8], true, 1));
    decode(Wrapping.fragment(frame, 4_096, new byte[8], false, 2));
    decode(Wrapping.fragment(frame, 1_024, new byte[8], false, 2));

    assertThat(dropped(FragmentDrop.OVERLAP)).isEqualTo(4);
  }

  @Test
  void tenTimesTheFragmentsThatADatagramMayHaveAreCounted() {
    byte[] frame = frame(false, payload(10 * 16 * 8));
    List<byte[]> fragments = Wrapping.fragments(frame, 8, 1).subList(0, 10 * LIMITS.maxFragments());

    fragments.forEach(this::decode);

    assertThat(dropped(FragmentDrop.TOO_MANY)).isEqualTo(fragments.size());
    assertThat(decoder.statistics().reassembledDatagrams()).isZero();
  }

  @Test
  void tenTimesTheDatagramsThatHaveRoomAreCountedAndTakeNoMoreMemory() {
    byte[] frame = frame(false, payload(1_500));
    for (int id = 0; id < DATAGRAMS; id++) {
      decode(Wrapping.fragments(frame, BYTES, id).get(0));
    }

    long allocated =
        Allocations.of(
            () -> {
              for (int id = DATAGRAMS; id < 11 * DATAGRAMS; id++) {
                decode(Wrapping.fragment(frame, 0, new byte[BYTES], true, id));
              }
            });

    assertThat(dropped(FragmentDrop.NO_ROOM)).isEqualTo(10L * DATAGRAMS);
    assertThat(allocated).isLessThan(10L * DATAGRAMS * 8 * BYTES);
    // The newest ones are there.
    int newest = 11 * DATAGRAMS - 1;
    assertThat(decode(Wrapping.fragment(frame, BYTES, new byte[8], false, newest))).isFalse();
    assertThat(decoder.statistics().reassembledDatagrams()).isEqualTo(1);
  }

  @Test
  void aDatagramThatWasWholeGivesWayBeforeOneThatWaits() {
    byte[] frame = frame(false, payload(1_000));
    List<byte[]> waiting = Wrapping.fragments(frame, BYTES, 1);
    decode(waiting.get(0));
    for (int id = 2; id < 10 * DATAGRAMS; id++) {
      Wrapping.fragments(frame, BYTES, id).forEach(this::decode);
    }

    assertThat(decode(waiting.get(1))).isTrue();
    assertThat(dropped()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {10 * WAIT, -10 * WAIT})
  void aDatagramThatWaitedTenTimesTooLongIsGivenUp(long step) {
    List<byte[]> fragments = Wrapping.fragments(frame(false, payload(1_000)), BYTES, 1);
    decode(fragments.get(0));

    now += step;
    decoder.onIdle(now);

    assertThat(dropped(FragmentDrop.TIMED_OUT)).isEqualTo(1);
    assertThat(decode(fragments.get(1))).isFalse();
    assertThat(decode(fragments.get(0))).isTrue();
  }

  @Test
  void fragmentsThatCannotBeAreCountedByReason() {
    byte[] frame = frame(false, payload(1_500));
    decode(Wrapping.fragment(frame, 0, new byte[9], true, 1));
    decode(Wrapping.fragment(frame, 0, new byte[0], true, 1));
    assertThat(dropped(FragmentDrop.MALFORMED)).isEqualTo(2);

    decode(Wrapping.fragment(frame, 65_528, new byte[8], false, 1));
    assertThat(dropped(FragmentDrop.TOO_LONG)).isEqualTo(1);

    byte[] cut = Wrapping.fragments(frame, BYTES, 1).get(0);
    decoder.decode(
        now, LinkType.ETHERNET, ByteBuffer.wrap(cut), 0, cut.length - 1, cut.length, segment);
    assertThat(dropped(FragmentDrop.CUT)).isEqualTo(1);
  }

  @Test
  void bytesAreOverwrittenWhenTheNextPacketComes() {
    for (byte[] fragment : Wrapping.fragments(frame(false, payload(1_000)), BYTES, 1)) {
      decode(fragment);
    }
    ByteBuffer buffer = segment.buffer();
    assertThat(found()).isEqualTo(payload(1_000));

    decode(frame(false, payload(10)));

    byte[] left = new byte[buffer.capacity()];
    buffer.get(0, left);
    assertThat(left).containsOnly(0);
  }

  @Test
  void nothingIsAllocatedPerFragment() {
    List<ByteBuffer> fragments = new ArrayList<>();
    for (int id = 0; id < 50; id++) {
      for (byte[] fragment : Wrapping.fragments(frame(id % 2 == 0, payload(1_000)), BYTES, id)) {
        fragments.add(ByteBuffer.wrap(fragment));
      }
    }
    Runnable rounds =
        () -> {
          for (int round = 0; round < 200; round++) {
            for (int i = 0; i < fragments.size(); i++) {
              ByteBuffer packet = fragments.get(i);
              int length = packet.capacity();
              decoder.decode(now, LinkType.ETHERNET, packet, 0, length, length, segment);
            }
            now += 2 * WAIT;
          }
        };
    rounds.run();
    long before = decoder.statistics().reassembledDatagrams();

    assertThat(Allocations.of(rounds)).isLessThan(200L * fragments.size());
    assertThat(decoder.statistics().reassembledDatagrams() - before).isEqualTo(200 * 50);
  }

  private boolean decode(byte[] packet) {
    return decoder.decode(
        now, LinkType.ETHERNET, ByteBuffer.wrap(packet), 0, packet.length, packet.length, segment);
  }

  private byte[] found() {
    byte[] payload = new byte[segment.payloadLength()];
    segment.buffer().get(segment.payloadOffset(), payload);
    return payload;
  }

  private long dropped(FragmentDrop reason) {
    return decoder.statistics().droppedFragments(reason);
  }

  private long dropped() {
    return Arrays.stream(FragmentDrop.values()).mapToLong(this::dropped).sum();
  }

  private static byte[] payload(int bytes) {
    byte[] payload = new byte[bytes];
    new Random(bytes).nextBytes(payload);
    return payload;
  }

  private static byte[] frame(boolean ipv6, byte[] payload) {
    PacketBuilder builder = PacketBuilder.tcp().payload(payload);
    return ipv6
        ? builder.between("2001:db8::1", 1000, "2001:db8::2", 9092).build()
        : builder.between("1.2.3.4", 1000, "5.6.7.8", 9092).build();
  }
}
