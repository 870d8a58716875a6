package io.streamgauge.agent.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.agent.tcp.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  private static Endpoint end(String address) {
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return bytes.length == Integer.BYTES
          ? new Endpoint(0, 0xffff_0000_0000L | Integer.toUnsignedLong(buffer.getInt()), 9092)
          : new Endpoint(buffer.getLong(), buffer.getLong(), 9092);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.1.7, 192.168.1.7, true",
    "192.168.1.7, 192.168.1.8, false",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, fd00::1, false",
    "fd00::/8, fd12::1, true",
    "fd00::/8, fe80::1, false",
    "::1, ::1, true",
    "::/0, 1.2.3.4, true",
    "2001:db8::/65, 2001:db8::7fff:0:0:1, true",
    "2001:db8::/65, 2001:db8::8000:0:0:1, false",
  })
  void containsTheAddressesOfItsRange(String range, String address, boolean expected) {
    assertThat(Cidr.parse(range).contains(end(address))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/33", "fd00::/129", "10.0.0.0/-1", "10.0.0.0/x", "host/8"})
  void refusesWhatIsNoRangeAndSaysWhatWouldBe(String text) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10.0.0.0/8");
  }

  @Test
  void aLiveAgentOwnsItsMachineAndLoopback() {
    // Given
    LocalAddresses local = new LocalAddresses(() -> List.of(Cidr.parse("10.0.0.2")), () -> 0);
    // When
    Ownership ownership = new BrokerOwnership(List.of(), local);
    // Then
    assertThat(ownership.owns(end("10.0.0.2"))).isTrue();
    assertThat(ownership.owns(end("10.0.0.3"))).isFalse();
    assertThat(ownership.owns(end("127.0.0.1"))).isTrue();
    assertThat(ownership.owns(end("::1"))).isTrue();
  }

  @Test
  void configuredRangesReplaceTheMachinesAddresses() {
    LocalAddresses local = new LocalAddresses(() -> List.of(Cidr.parse("10.0.0.2")), () -> 0);
    Ownership ownership = new BrokerOwnership(List.of(Cidr.parse("172.16.0.0/12")), local);
    assertThat(ownership.owns(end("172.20.1.1"))).isTrue();
    assertThat(ownership.owns(end("10.0.0.2"))).isFalse();
    assertThat(ownership.owns(end("127.0.0.9"))).isTrue();
  }

  @Test
  void noticesInterfacesThatComeLater() {
    // Given
    AtomicLong now = new AtomicLong();
    AtomicLong reads = new AtomicLong();
    LocalAddresses local =
        new LocalAddresses(
            () -> reads.getAndIncrement() == 0 ? List.of() : List.of(Cidr.parse("10.0.0.2")),
            now::get);
    // When
    boolean tooSoon = local.contains(end("10.0.0.2"));
    now.set(11_000_000_000L);
    // Then
    assertThat(tooSoon).isFalse();
    assertThat(local.contains(end("10.0.0.2"))).isTrue();
  }
}
