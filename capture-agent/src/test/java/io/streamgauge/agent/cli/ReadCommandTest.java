package io.streamgauge.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.testing.CaptureFileBuilder;
import io.streamgauge.agent.testing.KafkaScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ReadCommandTest {
  private static final int USAGE = 2;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  private int read(String... args) {
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, false, StandardCharsets.UTF_8));
    try {
      return new CommandLine(new ReadCommand())
          .setErr(new PrintWriter(err))
          .setParameterExceptionHandler(
              (e, given) -> {
                e.getCommandLine().getErr().println(e.getMessage());
                return USAGE;
              })
          .execute(args);
    } finally {
      System.out.flush();
      System.setOut(before);
    }
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private static byte[] kafka(int port) {
    return new KafkaScript()
        .between("10.0.0.1", 40_000, "10.0.0.2", port)
        .open()
        .request(
            ApiKeys.API_VERSIONS,
            3,
            0,
            new ApiVersionsRequestData()
                .setClientSoftwareName("test")
                .setClientSoftwareVersion("1"))
        .response(ApiKeys.API_VERSIONS, 3, 0, new ApiVersionsResponseData())
        .finish()
        .build();
  }

  static Stream<Arguments> unreadable() {
    byte[] random = new byte[4_000];
    new Random(7).nextBytes(random);
    return Stream.of(
        Arguments.of("empty", new byte[0]),
        Arguments.of("text", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)),
        Arguments.of("random", random),
        Arguments.of("header only begun", Arrays.copyOf(kafka(9092), 17)),
        Arguments.of(
            "unknown link type",
            CaptureFileBuilder.pcap(ByteOrder.LITTLE_ENDIAN, false, 147)
                .record(1, 0, new byte[60], 60)
                .build()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void refusesWhatIsNoCaptureWithOneLine(String name, byte[] bytes) throws IOException {
    // When
    int exit = read("--format", "jsonl", file("x.pcap", bytes));
    // Then
    assertThat(exit).isEqualTo(USAGE);
    assertThat(err.toString().strip()).contains("x.pcap").doesNotContain("\n");
    assertThat(output()).isEmpty();
  }

  @Test
  void refusesFoldersAndMissingFilesWithOneLine() {
    assertThat(read(folder.toString())).isEqualTo(USAGE);
    assertThat(read(folder.resolve("none.pcap").toString())).isEqualTo(USAGE);
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(output()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1"})
  void refusesPortsThatAreNone(String port) throws IOException {
    assertThat(read("--port", port, file("x.pcap", kafka(9092)))).isEqualTo(USAGE);
    assertThat(err.toString()).contains("between 1 and 65535").contains(port);
  }

  @Test
  void printsWhatIsReadableBeforeACutPacketAndSaysWhatWasCut() throws IOException {
    // Given
    byte[] whole = kafka(9092);
    String cut = file("cut.pcap", Arrays.copyOf(whole, whole.length - 20));
    // When
    int exit = read("--format", "jsonl", cut);
    // Then
    assertThat(exit).isZero();
    assertThat(output().lines()).singleElement().asString().contains("\"api\":\"ApiVersions\"");
    assertThat(err.toString()).contains("cut.pcap").contains("cut");
  }

  @Test
  void findsKafkaOnAnyPortUnlessPortsAreNamed() throws IOException {
    String capture = file("x.pcap", kafka(36_333));
    assertThat(read("--format", "jsonl", capture)).isZero();
    assertThat(output().lines()).hasSize(1);
    out.reset();
    assertThat(read("--format", "jsonl", "--port", "9092", capture)).isZero();
    assertThat(output()).isEmpty();
  }

  @Test
  void theNamedPortIsTheBrokersSide() throws IOException {
    assertThat(read("--format", "jsonl", "--port", "40000,9092", file("x.pcap", kafka(9092))))
        .isZero();
    assertThat(output()).contains("\"broker\":\"10.0.0.2:9092\"");
  }

  @Test
  void printsATableByDefaultAndTotalsOnDemand() throws IOException {
    String capture = file("x.pcap", kafka(9092));
    assertThat(read(capture)).isZero();
    assertThat(output()).contains("OUTCOME").contains("ApiVersions v3");
    out.reset();
    assertThat(read("--format", "summary", capture)).isZero();
    assertThat(output()).contains("EXCHANGES").contains("ApiVersions");
  }

  @Test
  void saysWhenACaptureHoldsNoKafka() throws IOException {
    byte[] empty = CaptureFileBuilder.pcap(LinkType.ETHERNET).build();
    assertThat(read("--format", "jsonl", file("x.pcap", empty))).isZero();
    assertThat(output()).isEmpty();
    assertThat(err.toString()).contains("No Kafka exchanges among 0 packets");
  }

  @Test
  void severalFilesAreOneCapture() throws IOException {
    // Given a request in one file and its answer in the next
    byte[] whole = kafka(9092);
    int header = 24;
    int split = header;
    for (int packet = 0; packet < 4; packet++) {
      split += 16 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(split + 8);
    }
    byte[] second = new byte[header + whole.length - split];
    System.arraycopy(whole, 0, second, 0, header);
    System.arraycopy(whole, split, second, header, whole.length - split);
    // When
    int exit =
        read(
            "--format",
            "jsonl",
            file("1.pcap", Arrays.copyOf(whole, split)),
            file("2.pcap", second));
    // Then
    assertThat(exit).isZero();
    assertThat(output().lines()).singleElement().asString().contains("\"status\":\"complete\"");
  }
}
