package io.streamgauge.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.link.TcpSegment;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments in, bytes and gaps out. Sequence numbers of both sides begin at 100. */
class StreamReassemblyTest {

  private static final int FIN_ACK = TcpSegment.FIN | TcpSegment.ACK;

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void putsSegmentsInOrder(String name, UnaryOperator<SegmentScript> segments, String expected) {
    SegmentScript script = new SegmentScript().handshake(100, 100);

    segments.apply(script).end();

    assertThat(script.outcome()).isEqualTo("new " + expected + " CAPTURE_END");
    assertThat(script.table.statistics().bufferedBytes()).isZero();
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        row("in order", s -> s.client(100, "ab").client(102, "cd"), "0:abcd"),
        row("two directions", s -> s.client(100, "ab").server(100, "xy"), "0:ab 1:xy"),
        row("out of order", s -> s.client(102, "cd").client(100, "ab"), "0:abcd"),
        row(
            "out of order, backwards",
            s -> s.client(104, "ef").client(102, "cd").client(100, "ab"),
            "0:abcdef"),
        row("duplicate", s -> s.client(100, "ab").client(100, "ab"), "0:ab"),
        row(
            "duplicate of a buffered one",
            s -> s.client(102, "cd").client(102, "XX").client(100, "ab"),
            "0:abcd"),
        row("tail overlaps", s -> s.client(100, "abc").client(102, "Xd"), "0:abcd"),
        row(
            "buffered one covers the end of the next: first copy wins",
            s -> s.client(102, "cd").client(100, "abXX"),
            "0:abcd"),
        row(
            "one segment spans a buffered one",
            s -> s.client(102, "c").client(100, "abXde"),
            "0:abcde"),
        row(
            "buffered one spans a buffered one",
            s -> s.client(103, "d").client(102, "cXef").client(100, "ab"),
            "0:abcdef"),
        row(
            "begins inside a buffered one",
            s -> s.client(102, "cde").client(103, "XXfg").client(100, "ab"),
            "0:abcdefg"),
        row("hole at the end", s -> s.client(100, "ab").client(105, "fg"), "0:ab 0:-3 0:fg"),
        row(
            "two holes",
            s -> s.client(102, "c").client(104, "e").client(100, "a"),
            "0:a 0:-1 0:c 0:-1 0:e"),
        row(
            "hole that the other side acknowledges",
            s -> s.client(105, "fg").serverAcks(107).after(200).idle().client(100, "abcde"),
            "0:-5 0:fg"),
        row(
            "acknowledgment that overtakes what fills a hole",
            s -> s.client(105, "fg").serverAcks(107).after(199).idle().client(100, "abcde"),
            "0:abcdefg"),
        row(
            "hole that the other side acknowledges in part waits",
            s -> s.client(105, "fg").serverAcks(103).client(100, "abcde"),
            "0:abcdefg"),
        row(
            "hole longer than the wait",
            s -> s.client(105, "fg").after(1999).idle().client(100, "ab").after(1).idle(),
            "0:ab 0:-3 0:fg"),
        row(
            "hole times out on another segment of the flow",
            s -> s.client(105, "fg").after(2000).server(100, "x").client(107, "h"),
            "0:-5 0:fg 1:x 0:h"),
        row(
            "lost tail that is acknowledged",
            s -> s.client(100, "ab").serverAcks(110).after(200).idle().server(100, "x"),
            "0:ab 0:-8 1:x"),
        row(
            "acknowledgment that overtakes its data",
            s -> s.serverAcks(102).after(199).idle().client(100, "ab").after(900).idle(),
            "0:ab"),
        row(
            "acknowledgment of a lost FIN is no gap",
            s -> s.client(100, "ab").serverAcks(103).after(5000).idle(),
            "0:ab"),
        row(
            "cut in the capture",
            s -> s.clientCut(100, "ab", 10).client(110, "c"),
            "0:ab 0:-8 0:c"),
        row(
            "cut and out of order",
            s -> s.clientCut(104, "e", 3).client(107, "h").client(100, "abcd"),
            "0:abcde 0:-2 0:h"),
        row(
            "cut to nothing and out of order",
            s -> s.clientCut(104, "", 3).client(107, "h").client(100, "abcd"),
            "0:abcd 0:-3 0:h"),
        row(
            "keep-alive probe",
            s -> s.client(100, "ab").send(true, 101, 0, TcpSegment.ACK, "?", 1).client(102, "c"),
            "0:abc"),
        row(
            "empty segments and window probes",
            s -> s.client(100, "ab").clientFlags(102, TcpSegment.ACK).client(102, "c"),
            "0:abc"),
        row("SYN sent again", s -> s.clientFlags(99, TcpSegment.SYN).client(100, "ab"), "0:ab"),
        row(
            "half closed",
            s -> s.client(100, "ab").clientFlags(102, FIN_ACK).server(100, "x"),
            "0:ab 1:x"),
        row("implausible sequence number", s -> s.client(0x60000000, "?").client(100, "a"), "0:a"));
  }

  private static Arguments row(
      String name, UnaryOperator<SegmentScript> segments, String expected) {
    return Arguments.of(name, segments, expected);
  }

  @ParameterizedTest(name = "start {0}")
  @ValueSource(ints = {-3, -2, Integer.MAX_VALUE - 1})
  void goesOnWhereSequenceNumbersWrap(int start) {
    SegmentScript script = new SegmentScript().handshake(start, 1);

    script.client(start + 2, "cd").client(start, "ab").client(start + 6, "gh");
    script.client(start + 4, "ef").end();

    assertThat(script.outcome()).isEqualTo("new 0:abcdefgh CAPTURE_END");
  }
}
