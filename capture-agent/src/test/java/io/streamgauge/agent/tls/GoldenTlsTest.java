package io.streamgauge.agent.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.cli.ReadCommand;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.runtime.AgentPipeline;
import io.streamgauge.agent.runtime.PacketThreads;
import io.streamgauge.agent.testing.KafkaScript;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * A capture of TLS 1.2 and 1.3 with its key log, read as a user reads it; and the promise of
 * docs/safety.md that neither secrets nor what was decrypted come out anywhere. {@code
 * -Dstreamgauge.rewrite=true} writes capture, key log and expectation anew, for review.
 */
class GoldenTlsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden-tls");
  private static final Path CAPTURE = FOLDER.resolve("01-produce-under-tls.pcap");
  private static final Path KEY_LOG = FOLDER.resolve("01-produce-under-tls.keylog");
  private static final Path EXPECTED = FOLDER.resolve("01-produce-under-tls.expected.jsonl");
  private static final String MARKER = "Zq7SecretXk";
  private static final int[] SUITES = {0x1301, 0x1303, 0xc030};
  private static final int MAX_BYTES = 100_000;

  /** What a run of the command printed, on either stream, and logged. */
  private record Printed(int code, String out, String err, String log) {}

  private static List<TlsScript> connections() {
    List<TlsScript> connections = new ArrayList<>();
    for (int suite : SUITES) {
      KafkaScript kafka = new KafkaScript().clientId("client-%04x".formatted(suite));
      connections.add(
          new TlsScript(suite, suite)
              .handshake()
              .data(0, kafka.requestFrame(ApiKeys.API_VERSIONS, 3, 0, hello()))
              .data(
                  1,
                  KafkaScript.responseFrame(
                      ApiKeys.API_VERSIONS, 3, 0, new ApiVersionsResponseData()))
              .data(0, kafka.requestFrame(ApiKeys.PRODUCE, 9, 1, produce()))
              .data(1, KafkaScript.responseFrame(ApiKeys.PRODUCE, 9, 1, produced())));
    }
    return connections;
  }

  private static ApiVersionsRequestData hello() {
    return new ApiVersionsRequestData()
        .setClientSoftwareName("golden")
        .setClientSoftwareVersion("1.0");
  }

  private static ProduceRequestData produce() {
    MemoryRecords records =
        MemoryRecords.withRecords(
            Compression.NONE,
            new SimpleRecord(1_609_459_200_000L, MARKER.getBytes(ISO_8859_1)),
            new SimpleRecord(1_609_459_200_001L, MARKER.repeat(50).getBytes(ISO_8859_1)));
    ProduceRequestData request = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(1_000);
    request
        .topicData()
        .add(
            new ProduceRequestData.TopicProduceData()
                .setName("orders")
                .setPartitionData(
                    List.of(
                        new ProduceRequestData.PartitionProduceData()
                            .setIndex(0)
                            .setRecords(records))));
    return request;
  }

  private static ProduceResponseData produced() {
    ProduceResponseData response = new ProduceResponseData();
    ProduceResponseData.TopicProduceResponse topic =
        new ProduceResponseData.TopicProduceResponse().setName("orders");
    topic
        .partitionResponses()
        .add(
            new ProduceResponseData.PartitionProduceResponse()
                .setIndex(0)
                .setBaseOffset(50)
                .setLogStartOffset(5));
    response.responses().add(topic);
    return response;
  }

  private static byte[] capture() {
    KafkaScript packets = new KafkaScript();
    int number = 0;
    for (TlsScript connection : connections()) {
      packets
          .between("10.0.0.1", 40_000 + number, "10.0.0.2", 9093)
          .startingAt(1_000 + number * 100_000, 7_000 + number * 300_000)
          .open();
      for (TlsScript.Piece piece : connection.pieces()) {
        if (piece.side() == 0) {
          packets.clientBytes(piece.bytes());
        } else {
          packets.brokerBytes(piece.bytes());
        }
      }
      packets.finish();
      number++;
    }
    return packets.build();
  }

  /** Without an end of the last line, as it is found where a client was killed. */
  private static String keyLog() {
    StringBuilder lines = new StringBuilder();
    connections().forEach(connection -> lines.append(connection.keyLog()));
    return lines.toString().strip();
  }

  private static Printed read(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, false, ISO_8859_1));
    try (Traced traced = new Traced()) {
      int code =
          new CommandLine(new ReadCommand())
              .setErr(new PrintWriter(err, true, ISO_8859_1))
              .execute(arguments);
      System.out.flush();
      return new Printed(code, out.toString(ISO_8859_1), err.toString(ISO_8859_1), traced.text());
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void theCaptureAndItsKeyLogAreWhatTheScriptMakesAndSmall() throws IOException {
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      Files.createDirectories(FOLDER);
      Files.write(CAPTURE, capture());
      Files.writeString(KEY_LOG, keyLog());
      Files.writeString(
          EXPECTED, read("--format=jsonl", "--tls-keylog=" + KEY_LOG, CAPTURE.toString()).out());
    }
    assertThat(Files.readAllBytes(CAPTURE)).isEqualTo(capture()).hasSizeLessThan(MAX_BYTES);
    assertThat(KEY_LOG).hasContent(keyLog());
  }

  @Test
  void readWithTheKeyLogGivesWhatAPlaintextConnectionGives() throws IOException {
    Printed printed = read("--format=jsonl", "--tls-keylog=" + KEY_LOG, CAPTURE.toString());

    assertThat(printed.code()).as(printed.err()).isZero();
    assertThat(printed.out()).isEqualTo(Files.readString(EXPECTED));
    assertThat(printed.out().lines())
        .hasSize(2 * SUITES.length)
        .allMatch(line -> line.contains("client-"));
  }

  @Test
  void readWithoutTheKeyLogGivesNothing() {
    Printed printed = read("--format=jsonl", CAPTURE.toString());

    assertThat(printed.code()).isZero();
    assertThat(printed.out()).isEmpty();
  }

  /** Everything secret: each secret of the key log, and what the clients wrote. */
  private static List<byte[]> secrets() throws IOException {
    List<byte[]> secrets = new ArrayList<>();
    secrets.add(MARKER.getBytes(ISO_8859_1));
    for (String line : Files.readAllLines(KEY_LOG)) {
      secrets.add(HexFormat.of().parseHex(line.substring(line.lastIndexOf(' ') + 1)));
    }
    assertThat(secrets).hasSizeGreaterThan(10);
    return secrets;
  }

  private static Stream<String> forms(byte[] secret) {
    String hex = HexFormat.of().formatHex(secret);
    return Stream.of(
        new String(secret, ISO_8859_1),
        hex,
        hex.toUpperCase(Locale.ROOT),
        Base64.getEncoder().withoutPadding().encodeToString(secret));
  }

  private static void assertNothingSecretIn(String what, String text) throws IOException {
    for (byte[] secret : secrets()) {
      assertThat(forms(secret).filter(text::contains)).as(what).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "table", "summary"})
  void nothingSecretIsPrinted(String format) throws IOException {
    Printed printed = read("--format=" + format, "--tls-keylog=" + KEY_LOG, CAPTURE.toString());

    assertThat(printed.out()).as("it was decrypted").contains("Produce");
    assertNothingSecretIn(format, printed.out() + printed.err());
    assertThat(printed.log()).as("everything is logged").contains("key log");
    assertNothingSecretIn("log", printed.log());
  }

  @ParameterizedTest
  @CsvSource({"1, true", "3, true", "1, false"})
  void nothingSecretIsInAnyEventOrLogLine(int workers, boolean known) throws IOException {
    // Metrics, API and page are made of events and of nothing else.
    String log;
    StringBuilder events = new StringBuilder();
    SecretStore store = new SecretStore(10);
    if (known) {
      byte[] lines = (keyLog() + "\n").getBytes(ISO_8859_1);
      new KeyLogParser(store).parse(lines, lines.length);
    }
    try (Traced traced = new Traced();
        CaptureFileSource source = CaptureFileSource.open(CAPTURE)) {
      AgentPipeline pipeline =
          new AgentPipeline(
              new AgentIdentity("agent", 1, "node", "test"),
              PipelineOptions.forFiles(Set.of())
                  .withTls(Optional.of(new TlsOptions(store, TlsLimits.DEFAULTS))),
              MappingOptions.DEFAULTS,
              KafkaDecoder.builder().build(),
              batch -> events.append(new String(batch.toByteArray(), ISO_8859_1)).append(batch),
              () -> 0,
              new PacketThreads(1, workers, () -> {}));
      pipeline.run(source);
      pipeline.finish();
      log = traced.text();
    }

    assertThat(events.toString().contains("client-1301")).as("it was decrypted").isEqualTo(known);
    assertNothingSecretIn("events", events.toString());
    assertNothingSecretIn("log", log);
  }

  /** Everything that is logged while it is open, at trace level, and nowhere else. */
  private static final class Traced implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private Traced() {
      root.iteratorForAppenders().forEachRemaining(others::add);
      others.forEach(root::detachAppender);
      appender.list = Collections.synchronizedList(new ArrayList<>());
      appender.setContext(root.getLoggerContext());
      appender.start();
      root.addAppender(appender);
      root.setLevel(Level.TRACE);
    }

    private String text() {
      StringBuilder all = new StringBuilder();
      for (ILoggingEvent event : List.copyOf(appender.list)) {
        all.append(event.getFormattedMessage()).append('\n');
        if (event.getThrowableProxy() != null) {
          all.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
      }
      return all.toString();
    }

    @Override
    public void close() {
      root.detachAppender(appender);
      root.setLevel(before);
      others.forEach(root::addAppender);
      appender.stop();
    }
  }
}
