package io.streamgauge.jobs.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Finding;
import io.streamgauge.events.v1.FindingExample;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.Harness;
import io.streamgauge.jobs.v1.FindingCount;
import io.streamgauge.jobs.v1.FindingFact;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows, limits, how long a finding stays, and what is left when all is well again. */
class FindingsTest {
  private static final String STORM = series("metadata_storm");
  private static final String ACKS = series("acks_0");
  private Harness<FindingFact> harness;

  private static String series(String kind) {
    return "streamgauge_findings{kafka_cluster=\"c\",kind=\""
        + kind
        + "\",client_id=\"app\",workload=\"w\"}";
  }

  @BeforeEach
  void open() throws Exception {
    open(FindingLimits.DEFAULTS);
  }

  private void open(FindingLimits limits) throws Exception {
    harness = new Harness<>(new Findings(limits), Findings::key);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static FindingExample example(long second, String address) {
    return FindingExample.newBuilder()
        .setSeconds(second)
        .setAddress(address)
        .setBroker("1")
        .setApi("Produce")
        .setApiVersion(9)
        .build();
  }

  private void tell(long second, String address, FindingKind kind, long count) throws Exception {
    harness.tell(
        FindingFact.newBuilder()
            .setCluster("c")
            .setClientId("app")
            .setWorkload("w")
            .setAddress(address)
            .setTimeNanos(second * 1_000_000_000L)
            .addCounts(
                FindingCount.newBuilder()
                    .setKind(kind.label())
                    .setCount(count)
                    .setExample(example(second, address)))
            .build());
  }

  @Test
  void moreThanTheLimitWithinTheWindowIsAFinding() throws Exception {
    tell(11, "10.0.0.1", FindingKind.METADATA_STORM, 30);
    tell(50, "10.0.0.1", FindingKind.METADATA_STORM, 30);
    harness.passTo(60);
    assertThat(harness.values()).isEmpty();

    tell(62, "10.0.0.1", FindingKind.METADATA_STORM, 1);
    harness.passTo(70);

    assertThat(harness.values()).isEqualTo(Map.of(STORM, 1.0));
  }

  @Test
  void whatIsOlderThanTheWindowDoesNotCount() throws Exception {
    tell(1, "10.0.0.1", FindingKind.METADATA_STORM, 60);
    harness.passTo(60);
    tell(65, "10.0.0.1", FindingKind.METADATA_STORM, 60);
    harness.passTo(80);

    assertThat(harness.values()).isEmpty();
  }

  @Test
  void eachAddressIsJudgedAloneAndThoseWithAFindingAreCounted() throws Exception {
    tell(1, "10.0.0.1", FindingKind.METADATA_STORM, 61);
    tell(1, "10.0.0.2", FindingKind.METADATA_STORM, 61);
    tell(1, "10.0.0.3", FindingKind.METADATA_STORM, 59);
    tell(1, "10.0.0.3", FindingKind.ACKS_0, 1);
    harness.passTo(10);

    assertThat(harness.values()).isEqualTo(Map.of(STORM, 2.0, ACKS, 1.0));
  }

  @Test
  void aFindingStaysForFiveMinutesAndThenNothingIsLeft() throws Exception {
    tell(1, "10.0.0.1", FindingKind.ACKS_0, 1);
    harness.passTo(350);
    assertThat(harness.values()).isEqualTo(Map.of(ACKS, 1.0));

    harness.passTo(500);

    assertThat(harness.values()).isEmpty();
    assertThat(harness.keysInState()).isZero();
  }

  @Test
  void theEndOfInputTellsWhatThereIsAndEndsNoFinding() throws Exception {
    tell(1, "10.0.0.1", FindingKind.ACKS_0, 1);

    harness.end();

    assertThat(harness.values()).isEqualTo(Map.of(ACKS, 1.0));
  }

  @Test
  void limitsCanBeSet() throws Exception {
    close();
    open(FindingLimits.of(Map.of("acks_0", 5L)));

    tell(1, "10.0.0.1", FindingKind.ACKS_0, 5);
    tell(1, "10.0.0.2", FindingKind.ACKS_0, 6);
    harness.passTo(10);

    assertThat(harness.values()).isEqualTo(Map.of(ACKS, 1.0));
  }

  @Test
  void addressesOfAClientAreBoundedAndTheRestIsCounted() throws Exception {
    for (int i = 0; i < Findings.MAX_ADDRESSES + 3; i++) {
      tell(1, "10.0." + i / 256 + "." + i % 256, FindingKind.ACKS_0, 1);
    }
    harness.passTo(10);

    assertThat(harness.value(ACKS)).isEqualTo(Findings.MAX_ADDRESSES);
    assertThat(harness.operator.getSideOutput(Findings.INCREMENTS)).hasSize(3);
  }

  private Finding only() {
    List<Result> told = harness.told();
    assertThat(told).as("told since last asked").hasSize(1);
    assertThat(SeriesKey.of(told.get(0))).isEqualTo(ACKS);
    return told.get(0).getFinding();
  }

  @Test
  void aFindingSaysSinceWhenUntilWhenHowMuchAndGivesTheNewestAsItsExample() throws Exception {
    tell(3, "10.0.0.2", FindingKind.ACKS_0, 5);
    tell(7, "10.0.0.1", FindingKind.ACKS_0, 2);
    harness.passTo(10);

    assertThat(only())
        .isEqualTo(
            Finding.newBuilder()
                .setCluster("c")
                .setKind("acks_0")
                .setClientId("app")
                .setWorkload("w")
                .setAddresses(2)
                .setCount(7)
                .setFirstSeenSeconds(3)
                .setLastSeenSeconds(7)
                .setExample(example(7, "10.0.0.1"))
                .setAsOfSeconds(9)
                .build());
  }

  @Test
  void thatAFindingGoesOnIsToldOnceAMinuteAndWhatElseChangesAtOnce() throws Exception {
    for (int second = 1; second < 70; second++) {
      tell(second, "10.0.0.1", FindingKind.ACKS_0, 1);
      if (second % 10 == 9) {
        harness.passTo(second + 1);
      }
    }

    List<Finding> told = harness.told().stream().map(Result::getFinding).toList();
    assertThat(told).extracting(Finding::getAsOfSeconds).containsExactly(9L, 69L);
    assertThat(told).extracting(Finding::getFirstSeenSeconds).containsExactly(1L, 1L);
    assertThat(told).extracting(Finding::getLastSeenSeconds).containsExactly(9L, 69L);
    assertThat(told).extracting(Finding::getCount).containsExactly(9L, 69L);

    tell(71, "10.0.0.2", FindingKind.ACKS_0, 1);
    harness.passTo(80);
    assertThat(only().getAddresses()).isEqualTo(2);
    harness.passTo(200);
    assertThat(harness.told()).as("nothing new").isEmpty();
  }

  @Test
  void whatWasBeforeTheWindowIsNoPartOfAFindingThatOpensLater() throws Exception {
    tell(1, "10.0.0.1", FindingKind.RECONNECT_LOOP, 9);
    tell(25, "10.0.0.1", FindingKind.RECONNECT_LOOP, 1);
    harness.passTo(70);
    tell(71, "10.0.0.1", FindingKind.RECONNECT_LOOP, 10);

    harness.passTo(80);

    Finding finding = harness.told().get(0).getFinding();
    assertThat(finding.getFirstSeenSeconds()).as("to ten seconds").isEqualTo(20);
    assertThat(finding.getLastSeenSeconds()).isEqualTo(71);
    assertThat(finding.getCount()).isEqualTo(11);
  }

  @Test
  void aFindingThatIsOverIsATombstoneUnderItsKey() throws Exception {
    tell(1, "10.0.0.1", FindingKind.ACKS_0, 1);
    harness.passTo(10);
    harness.told();

    harness.passTo(500);

    Result over = harness.told().get(0);
    assertThat(Results.isTombstone(over)).isTrue();
    assertThat(Findings.isFinding(over)).isTrue();
    assertThat(SeriesKey.of(over)).isEqualTo(ACKS);
  }
}
