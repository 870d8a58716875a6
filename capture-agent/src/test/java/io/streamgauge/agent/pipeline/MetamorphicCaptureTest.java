package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However the packets of a recording are cut, repeated or mixed up, its exchanges are the same. */
class MetamorphicCaptureTest {
  static final Path FOLDER = Path.of("src/test/resources/captures");
  static final List<String> CAPTURES = List.of("java-4.3.1-mixed.pcap", "librdkafka-mixed.pcap");
  private static final int ROUNDS = 6;

  static Stream<Arguments> mutations() {
    List<Arguments> cases = new ArrayList<>();
    for (String capture : CAPTURES) {
      for (PacketMutations mutation : PacketMutations.values()) {
        cases.add(Arguments.of(capture, mutation));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sarama-acks-0.pcap", "kafka-python-acks-0.pcap"})
  void aConnectionOfProducesThatWantNoAnswerIsSeen(String capture) throws IOException {
    // When
    ReplayedExchanges found = ReplayedExchanges.of(RecordedPacket.read(FOLDER.resolve(capture)));

    // Then
    assertThat(found.lines().values())
        .singleElement(as(list(String.class)))
        .singleElement(as(STRING))
        .contains("\"api\":\"Produce\"", "\"status\":\"no_response\"", "\"acks\":0");
    assertThat(found.anomalies).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("mutations")
  void whatLosesNothingChangesNothing(String capture, PacketMutations mutation) throws IOException {
    // Given
    List<RecordedPacket> packets = RecordedPacket.read(FOLDER.resolve(capture));
    ReplayedExchanges original = ReplayedExchanges.of(packets);
    assertThat(original.lines().values().stream().mapToInt(List::size).sum()).isGreaterThan(80);
    for (int seed = 0; seed < ROUNDS; seed++) {
      // When
      ReplayedExchanges changed = ReplayedExchanges.of(mutation.apply(packets, new Random(seed)));

      // Then
      assertThat(changed.differencesFrom(original)).as("seed %d", seed).isEmpty();
      if (mutation != PacketMutations.REORDER) {
        // A request without an answer may come before or after a late answer to an earlier one.
        assertThat(changed.lines()).as("seed %d", seed).isEqualTo(original.lines());
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("mutations")
  void allOfThemTogetherChangeNothing(String capture, PacketMutations last) throws IOException {
    // Given
    List<RecordedPacket> packets = RecordedPacket.read(FOLDER.resolve(capture));
    ReplayedExchanges original = ReplayedExchanges.of(packets);
    Random random = new Random(last.name().length());

    // When
    List<RecordedPacket> mixed = packets;
    for (PacketMutations mutation : PacketMutations.values()) {
      mixed = mutation.apply(mixed, random);
    }
    ReplayedExchanges changed = ReplayedExchanges.of(last.apply(mixed, random));

    // Then
    assertThat(changed.differencesFrom(original)).isEmpty();
  }
}
