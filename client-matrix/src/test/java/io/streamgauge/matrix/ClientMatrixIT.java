package io.streamgauge.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.matrix.broker.LoggedRequest;
import io.streamgauge.matrix.capture.SeenAnomaly;
import io.streamgauge.matrix.capture.SeenExchange;
import io.streamgauge.matrix.check.Check;
import io.streamgauge.matrix.check.Checks;
import io.streamgauge.matrix.check.Differences;
import io.streamgauge.matrix.client.Client;
import io.streamgauge.matrix.client.Clients;
import io.streamgauge.matrix.client.Scenarios;
import io.streamgauge.matrix.ledger.Authentication;
import io.streamgauge.matrix.ledger.AuthenticationTotals;
import io.streamgauge.matrix.ledger.Ledger;
import io.streamgauge.matrix.report.AccuracyReport;
import io.streamgauge.matrix.run.BrokerAccount;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import io.streamgauge.matrix.run.MatrixRun;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.exchange.AnomalyReason;
import io.streamgauge.protocol.exchange.Direction;
import io.streamgauge.protocol.exchange.ExchangeRecord;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Given real clients and brokers on a loss-free link, all accounts of what happened agree. */
@RequiresCapture
class ClientMatrixIT {
  private static final Path REPORT = Path.of("../docs/accuracy.md");
  private static final String WANTED = System.getProperty("streamgauge.matrix.clients", "short");

  private static MatrixResult result;

  @BeforeAll
  static void run() throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "matrix")).toAbsolutePath();
    result =
        MatrixRun.of(
            Clients.named(WANTED),
            WANTED.equals("short") ? Scenarios.few() : Scenarios.all(),
            Files.createTempDirectory(folder, "run-"));
  }

  @TestFactory
  Stream<DynamicTest> everyClientIsThere() {
    return Clients.named(WANTED).stream()
        .map(client -> dynamicTest(client.toString(), () -> requirePresent(client)));
  }

  private static void requirePresent(Client client) {
    String reason = result.missing().get(client);
    if (reason != null && "true".equals(System.getenv("CI"))) {
      fail(reason);
    } else if (reason != null) {
      abort(reason);
    }
  }

  @Test
  void nothingIsLostOrUnreadable() {
    assertThat(result.seen().statistics().droppedPackets()).isZero();
    assertThat(result.seen().statistics().truncatedBytes()).isZero();
    assertThat(result.seen().gapBytes()).isZero();
    assertThat(result.seen().anomalies()).allSatisfy(ClientMatrixIT::isOfAnAnswerNobodyWaitedFor);
    assertThat(result.seen().events().decodedBytes()).isPositive();
    // Of an answer that its client did not wait for, only the beginning is on the wire.
    assertThat(result.seen().events().lostBytes()).isLessThanOrEqualTo(cutOffAnswers());
  }

  /**
   * The last answer of a connection that its client closed while that one was coming. The brokers
   * run on beyond the capture, so it is the client that ended what ends before.
   */
  private static void isOfAnAnswerNobodyWaitedFor(SeenAnomaly one) {
    assertThat(one.anomaly().reason()).isEqualTo(AnomalyReason.CUT_SHORT);
    assertThat(one.anomaly().direction()).isEqualTo(Direction.RESPONSE);
    assertThat(one.whileCapturing()).as("closed before the capture ended").isTrue();
    List<ExchangeRecord> answered =
        result.seen().exchanges().stream()
            .filter(exchange -> exchange.connection() == one.connection())
            .map(SeenExchange::exchange)
            .filter(exchange -> exchange.responseBytes() > 0)
            .toList();
    List<ExchangeRecord> partial =
        answered.stream().filter(e -> e.status() == ExchangeStatus.PARTIAL).toList();
    assertThat(partial).as("partial exchanges of the connection").hasSize(1);
    assertThat(partial.get(0)).isSameAs(answered.get(answered.size() - 1));
    assertThat(one.anomaly().bytes()).isLessThan(partial.get(0).responseBytes());
  }

  private static long cutOffAnswers() {
    return result.seen().exchanges().stream()
        .filter(one -> one.exchange().status() == ExchangeStatus.PARTIAL)
        .mapToLong(one -> one.exchange().responseBytes())
        .sum();
  }

  @TestFactory
  Stream<DynamicTest> whatIsCapturedIsWhatEachBrokerLogged() {
    return result.brokers().entrySet().stream()
        .map(broker -> dynamicTest(broker.getKey().version(), () -> compareAll(broker.getValue())));
  }

  private static void compareAll(BrokerAccount broker) {
    List<SeenExchange> seen =
        result.seen().exchanges().stream()
            .filter(one -> broker.ports().captured().contains(one.brokerPort()))
            .toList();
    Authentication split = Authentication.of(seen);
    Ledger ledger = Ledger.of(broker.requests(), split.rest(), broker.ports());
    AuthenticationTotals logins = AuthenticationTotals.of(split.handled());

    assertThat(ledger.unseen()).as("logged, not captured").isEqualTo(List.<LoggedRequest>of());
    assertThat(ledger.unlogged()).as("captured, not logged").isEqualTo(List.<SeenExchange>of());
    assertThat(logins.log()).isEqualTo(broker.authentication());
    assertThat(logins.authenticates()).isEqualTo(logins.dueAuthenticates());
  }

  @TestFactory
  Stream<DynamicNode> clientBrokerAndCaptureSayTheSame() {
    return result.cells().stream()
        .filter(Cell::ran)
        .map(cell -> dynamicContainer(cell.toString(), tests(cell)));
  }

  private static Stream<DynamicTest> tests(Cell cell) {
    DynamicTest done = dynamicTest("done", () -> assertThat(cell.report().error()).isNull());
    Stream<DynamicTest> checks =
        Checks.ALL.stream()
            .filter(check -> check.applies(cell))
            .map(check -> dynamicTest(check.name(), () -> run(check, cell)));
    return Stream.concat(Stream.of(done), checks);
  }

  private static void run(Check check, Cell cell) {
    assertThat(differences(result, check, cell)).as(cell + ": " + check.name()).isEmpty();
  }

  /** The checks are worth something: what is not there is missed. */
  @TestFactory
  Stream<DynamicTest> anExchangeThatIsTakenAwayIsMissed() {
    return result.cells().stream()
        .filter(Cell::ran)
        .filter(cell -> !cell.scenario().ownsTopic())
        .map(cell -> dynamicTest(cell.toString(), () -> expectMissed(cell)));
  }

  private static void expectMissed(Cell cell) {
    SeenExchange withRecords =
        result.seen(cell).stream()
            .filter(ClientMatrixIT::hasRecords)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no records in " + cell));
    MatrixResult less = result.withSeen(result.seen().without(withRecords));

    assertThat(failing(less, cell)).contains("exchanges", "records", "bytes");
  }

  private static boolean hasRecords(SeenExchange one) {
    return one.exchange().details() instanceof PartitionDetails details
        && IntStream.range(0, details.size()).anyMatch(i -> details.row(i).records() > 0);
  }

  private static List<String> failing(MatrixResult tampered, Cell cell) {
    return Checks.ALL.stream()
        .filter(check -> check.applies(cell))
        .filter(check -> !differences(tampered, check, cell).isEmpty())
        .map(Check::name)
        .toList();
  }

  private static List<String> differences(MatrixResult whose, Check check, Cell cell) {
    Differences differences = new Differences();
    check.run(whose, cell, differences);
    return differences.sentences();
  }

  @Test
  void theCheckedInReportIsWhatThisRunShows() throws IOException {
    Assumptions.assumeTrue(WANTED.equals("all") && result.missing().isEmpty(), "a part of it only");
    String report = AccuracyReport.markdown(result);
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      Files.writeString(REPORT, report);
    }

    assertThat(REPORT).hasContent(report);
  }
}
