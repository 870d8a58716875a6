package io.streamgauge.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "::1, [::1]:9092",
    "::, [::]:9092",
    "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:9092",
    "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:9092",
    "fe80:0:0:0:0:0:0:0, [fe80::]:9092",
    "1:0:0:2:0:0:0:3, [1:0:0:2::3]:9092",
  })
  void formatsIpv6AsRfc5952Says(String address, String expected) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(InetAddress.getByName(address).getAddress());

    Endpoint endpoint = new Endpoint(bytes.getLong(0), bytes.getLong(8), 9092);

    assertThat(endpoint).hasToString(expected);
    assertThat(endpoint.address()).isEqualTo(InetAddress.getByName(address));
  }

  @ParameterizedTest
  @CsvSource({"1.2.3.4, 0x01020304", "255.255.255.255, 0xffffffff", "0.0.0.0, 0"})
  void formatsIpv4(String text, String bits) throws Exception {
    Endpoint endpoint = new Endpoint(0, 0xffff_0000_0000L | Long.decode(bits), 1);

    assertThat(endpoint.isIpv4()).isTrue();
    assertThat(endpoint.host()).isEqualTo(text);
    assertThat(endpoint).hasToString(text + ":1");
    assertThat(endpoint.address()).isEqualTo(InetAddress.getByName(text));
  }
}
