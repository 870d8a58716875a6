package io.streamgauge.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What facts mean: level, cause and what mends it. */
class ChecksTest {
  private static final long NET_RAW = 1L << 13;
  private static final long MEGABYTE = 1L << 20;

  static Stream<Arguments> verdicts() {
    return Stream.of(machine(), traffic(), counts(), bus()).flatMap(each -> each);
  }

  private static Stream<Arguments> machine() {
    return Stream.of(
        arguments(new CaptureRightCheck(NET_RAW), Level.OK, "CAP_NET_RAW", ""),
        arguments(new CaptureRightCheck(~NET_RAW), Level.FAIL, "no CAP_NET_RAW", "--ambient-caps"),
        arguments(new CaptureRightCheck(-1), Level.WARN, "does not say", "root"),
        arguments(new LibpcapCheck("libpcap 1.10"), Level.OK, "libpcap 1.10", ""),
        arguments(new LibpcapCheck(""), Level.FAIL, "not installed", "apt-get install libpcap0.8"),
        arguments(ring(32, 1_000), Level.OK, "32 MB of packet buffers, 1000 MB available", ""),
        arguments(ring(32, 100), Level.WARN, "100 MB", "--capture-buffer 8"),
        arguments(ring(32, 31), Level.FAIL, "31 MB", "--capture-buffer 8"),
        arguments(new RingMemoryCheck(MEGABYTE, -1), Level.WARN, "not known", "Linux"));
  }

  private static Check ring(long wanted, long available) {
    return new RingMemoryCheck(wanted * MEGABYTE, available * MEGABYTE);
  }

  private static Stream<Arguments> traffic() {
    Map<String, String> refused = Map.of("eth9", "eth9: no such interface");
    return Stream.of(
        arguments(
            new InterfacesCheck(Map.of("lo", 3L, "eth0", 0L), Map.of(), "10 s"),
            Level.OK,
            "3 on lo",
            ""),
        arguments(
            new InterfacesCheck(Map.of("lo", 3L), refused, "10 s"),
            Level.WARN,
            "3 on lo; not captured: eth9: no such interface",
            "--interface '!eth9'"),
        arguments(
            new InterfacesCheck(Map.of("lo", 0L, "eth0", 0L), Map.of(), "10 s"),
            Level.WARN,
            "no Kafka connection was seen in 10 s on eth0, lo",
            "--port"),
        arguments(
            new InterfacesCheck(Map.of(), refused, "10 s"),
            Level.FAIL,
            "eth9: no such interface",
            "capture-right"),
        arguments(ports(2, Set.of(), Set.of(9092, 9093)), Level.OK, "9092 has 2", ""),
        arguments(
            ports(2, Set.of(9095), Set.of()),
            Level.WARN,
            "not looked at: 9095",
            "--port 9092,9095"),
        arguments(ports(0, Set.of(), Set.of(9097)), Level.WARN, "listens on 9097", "--port 9097"),
        arguments(ports(0, Set.of(), Set.of()), Level.WARN, "9092 has 0", "--discover"),
        arguments(new OwnershipCheck(4, 1, "10.0.0.9:9092"), Level.OK, "1 of 4", ""),
        arguments(new OwnershipCheck(4, 0, "10.0.0.9:9092"), Level.WARN, "10.0.0.9:9092", "--owns"),
        arguments(new OwnershipCheck(0, 0, ""), Level.OK, "no connection", ""));
  }

  private static Check ports(long seen, Set<Integer> others, Set<Integer> listening) {
    return new PortsCheck(Map.of(9092, seen), others, listening);
  }

  private static Stream<Arguments> counts() {
    return Stream.of(
        arguments(new TlsShareCheck(90, 0, 10, Map.of()), Level.OK, "90.0 % read as Kafka", ""),
        arguments(
            new TlsShareCheck(50, 50, 0, Map.of("no_secret", 2L)),
            Level.WARN,
            "50.0 % opaque (TLS), 0.0 % other; not decrypted: no_secret 2",
            "--tls-keylog"),
        arguments(new TlsShareCheck(0, 50, 50, Map.of()), Level.FAIL, "opaque", "--tls-keylog"),
        arguments(new TlsShareCheck(0, 0, 0, Map.of()), Level.WARN, "no traffic", "--duration"),
        arguments(new HalfSeenCheck(5, 0), Level.OK, "0 of 5", ""),
        arguments(new HalfSeenCheck(5, 2), Level.WARN, "2 of 5", "both directions"),
        arguments(new HalfSeenCheck(5, 3), Level.FAIL, "3 of 5", "both directions"),
        arguments(new HalfSeenCheck(0, 0), Level.WARN, "no connection", "--duration"),
        arguments(new DropsCheck(1_000, 0), Level.OK, "0 of 1000", ""),
        arguments(new DropsCheck(999, 1), Level.WARN, "1 of 1000", "--capture-buffer"),
        arguments(new DropsCheck(900, 100), Level.FAIL, "100 of 1000", "--capture-buffer"),
        arguments(new DuplicatesCheck(0, 0, Set.of()), Level.OK, "no connection", ""),
        arguments(new DuplicatesCheck(0, 2, Set.of()), Level.OK, "address translation", ""),
        arguments(
            new DuplicatesCheck(2, 0, Set.of("veth1", "eth0")),
            Level.WARN,
            "2 connections are seen on several of eth0, veth1",
            "--interface eth0"));
  }

  private static Stream<Arguments> bus() {
    String at = "bus:9092";
    return Stream.of(
        arguments(new BusReachCheck(at, 3, ""), Level.OK, "brokers: 3", ""),
        arguments(new BusReachCheck(at, 0, "timed out"), Level.FAIL, "timed out", "--bootstrap"),
        arguments(new TopicsCheck(at, "", List.of()), Level.OK, "as they must be", ""),
        arguments(
            new TopicsCheck(at, "", List.of("streamgauge.events: does not exist")),
            Level.FAIL,
            "streamgauge.events: does not exist",
            "topics create --bootstrap bus:9092"),
        arguments(new TopicsCheck(at, "refused", List.of()), Level.WARN, "refused", "topics check"),
        arguments(new RightsCheck("e", "", Set.of(), "grant"), Level.OK, "may write to e", ""),
        arguments(
            new RightsCheck("e", "", Set.of("Write"), "grant"), Level.FAIL, "not Write", "grant"),
        arguments(new RightsCheck("e", "silence", Set.of(), ""), Level.WARN, "silence", "topics"),
        arguments(skew(-300), Level.OK, "300 ms", ""),
        arguments(skew(2_500), Level.WARN, "agent b is 2500 ms before", "chronyc"),
        arguments(skew(-12_000), Level.FAIL, "agent b is 12000 ms behind", "chronyc"),
        arguments(new ClockSkewCheck(Map.of(), ""), Level.OK, "no agent", ""),
        arguments(new ClockSkewCheck(Map.of(), "refused"), Level.WARN, "refused", "chronyc"));
  }

  private static Check skew(long millis) {
    return new ClockSkewCheck(Map.of("a", 10L, "b", millis), "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("verdicts")
  void saysLevelCauseAndWhatMendsIt(Check check, Level level, String cause, String mend) {
    Finding finding = check.judge();

    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.cause()).contains(cause).doesNotContain("\n");
    if (mend.isEmpty()) {
      assertThat(finding.mend()).isEmpty();
    } else {
      assertThat(finding.mend()).contains(mend).doesNotContain("\n");
    }
  }
}
