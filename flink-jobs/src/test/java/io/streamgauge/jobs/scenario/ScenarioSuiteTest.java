package io.streamgauge.jobs.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The lag status beside Burrow's published rules: which failures each sees, after how long, and
 * which alarms are false. The table is checked in; {@code -Dstreamgauge.rewrite=true} writes it.
 */
class ScenarioSuiteTest {
  private static final Path TABLE = Path.of("../docs/status.md");
  private static final int PHASES = 12;

  /** Delays of the runs that saw it; how many did. */
  private record Delays(int seen, double mean, long worst) {
    static Delays of(List<Trial> trials, Function<Trial, java.util.OptionalLong> delay) {
      long[] delays =
          trials.stream()
              .map(delay)
              .flatMapToLong(java.util.OptionalLong::stream)
              .sorted()
              .toArray();
      return new Delays(
          delays.length,
          LongStream.of(delays).average().orElse(0),
          LongStream.of(delays).max().orElse(0));
    }

    boolean always() {
      return seen == PHASES;
    }

    String words() {
      if (seen == 0) {
        return "never";
      }
      String delays = Math.round(mean) + " / " + worst;
      return always() ? delays : delays + " (" + seen + " of " + PHASES + ")";
    }
  }

  private record Row(Scenario scenario, List<Trial> trials) {
    Delays status() {
      return Delays.of(trials, Trial::status);
    }

    Delays burrow() {
      return Delays.of(trials, Trial::burrow);
    }

    Delays burrowOften() {
      return Delays.of(trials, Trial::burrowOften);
    }

    String cells() {
      Trial first = trials.get(0);
      if (scenario.failure()) {
        return String.join(
            " | ",
            scenario.name(),
            scenario.what(),
            Trial.words(first.verdict()),
            status().words(),
            burrow().words(),
            burrowOften().words());
      }
      return String.join(
          " | ",
          scenario.name(),
          scenario.what(),
          status().seen() + " of " + PHASES,
          burrow().seen() + " of " + PHASES,
          burrowOften().seen() + " of " + PHASES);
    }
  }

  private static Row run(Scenario scenario) {
    return new Row(
        scenario,
        LongStream.range(0, PHASES).mapToObj(i -> Trial.of(scenario, 5 * i + 1)).toList());
  }

  @Test
  void noScenarioIsSeenLaterOrAlarmsMoreFalselyThanTheBaseline() throws IOException {
    List<Row> rows = Scenarios.all().stream().map(ScenarioSuiteTest::run).toList();

    String table = table(rows);
    System.out.println(table);

    SoftAssertions softly = new SoftAssertions();
    rows.forEach(row -> check(row, softly));
    softly.assertAll();
    hold(table);
  }

  private static void check(Row row, SoftAssertions softly) {
    String name = row.scenario.name();
    softly.assertThat(row.trials).as(name).allSatisfy(t -> assertThat(t.early()).isZero());
    if (!row.scenario.failure()) {
      softly.assertThat(row.status().seen()).as("false alarms in %s", name).isZero();
      return;
    }
    softly.assertThat(row.status().always()).as("%s is always seen", name).isTrue();
    if (row.burrow().always()) {
      softly.assertThat(row.status().mean()).as(name).isLessThanOrEqualTo(row.burrow().mean());
      softly.assertThat(row.status().worst()).as(name).isLessThanOrEqualTo(row.burrow().worst());
    }
  }

  /** Traffic of two hours each that is nobody's fault, by name. */
  private static final Map<String, BiConsumer<Consumer, Long>> HEALTHY =
      Map.of(
          "steady", (c, t) -> c.arrival = 1000,
          "waves", (c, t) -> c.arrival = 1000 + 900 * Math.sin(t / 300.0),
          "bursts", (c, t) -> c.arrival = t % 600 < 15 ? 6000 : 500,
          "batches", (c, t) -> c.arrival = t % 900 < 60 ? 2500 : 0,
          "drops", (c, t) -> c.arrival = t % 240 == 0 ? 1 : 0,
          "noise", (c, t) -> c.arrival = c.random.nextInt(2500));

  @Test
  void noAlarmInTwelveHealthyHours() {
    HEALTHY.forEach(
        (name, traffic) -> {
          for (boolean always : List.of(true, false)) {
            Consumer consumer = new Consumer(7);
            consumer.commitsAlways = always;
            for (long second = 0; second < 3600; second++) {
              traffic.accept(consumer, second);
              consumer.step();
              if (consumer.second % 10 == 0) {
                assertThat(consumer.bench.evaluate().verdict().status().isBad())
                    .as("%s after %d s", name, second)
                    .isFalse();
              }
            }
          }
        });
  }

  private static String table(List<Row> rows) {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    text.append(FAILURES);
    rows.stream()
        .filter(row -> row.scenario.failure())
        .forEach(row -> text.append("| ").append(row.cells()).append(" |\n"));
    text.append(HEALTH);
    rows.stream()
        .filter(row -> !row.scenario.failure())
        .forEach(row -> text.append("| ").append(row.cells()).append(" |\n"));
    return text.toString();
  }

  private static void hold(String actual) throws IOException {
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      Files.writeString(TABLE, actual);
    }
    assertThat(actual)
        .as("%s; if the change is meant, rewrite it with -Dstreamgauge.rewrite=true", TABLE)
        .isEqualTo(Files.readString(TABLE));
  }

  private static final String INTRODUCTION =
      """
      # Lag status: what it means, what it sees, and when

      Generated by `ScenarioSuiteTest`; do not edit.

      `streamgauge_consumergroup_partitions{status}` counts the partitions of a group by lag status, evaluated every 10 s
      of event time, also when nothing arrives. c is the median time between commits, f between fetches,
      W = 10·c within 60 s and 600 s, L the effective lag. The first row that holds decides:

      | status | when |
      |---|---|
      | UNKNOWN | coverage of the group below 0.95, or high watermark or committed offset not known |
      | (the one before) | the group rebalances, at most for its rebalance timeout, and 300 s |
      | ABANDONED | the group is stable, and assigned the partition to nobody for 15 min without a commit |
      | REWIND | the committed offset fell by more than 1 %% of its progress in W, or the topic was made anew (`recreated`) |
      | STOP | records wait, and: no members, and records arrive for more than 2·W (`no_members`); or no commit for \
      more than 3·c and 60 s and no fetch for more than 3·f and 30 s |
      | STALL | records waited all W, the committed offset stood, though commits or fetches went on (`poison` if the \
      same records are fetched again and again) |
      | OK | L was 0 once in W, or the oldest uncommitted record is younger than 30 s or two commit intervals |
      | WARN | L grows by more than 1/s and 2 %% of the arrival rate (Theil–Sen slope over W) |
      | CATCHING_UP | L shrinks by more than that |
      | LAGGING | otherwise |

      REWIND, STOP, STALL and WARN are entered when two evaluations in a row say so, and left after three. A group is
      its worst partition that is not abandoned. Groups that commit without ever joining have no members to miss.
      Silence counts only while records wait. Per partition of a group 61 samples and 15 intervals are kept.

      ## The suite

      Simulated consumer groups under a clock of their own, told as an
      agent would tell them, through the books of the jobs. Beside the lag status stand the rules that Burrow
      [publishes](https://github.com/linkedin/Burrow/wiki/Consumer-Lag-Evaluation-Rules), in an implementation of our
      own, asked every 60 s as its notifier does by default, and every 10 s for comparison of the rules alone.

      The consumer commits every 5 s and can process three times the 1,000 records/s that arrive, unless it is said
      otherwise. Each scenario runs %d times, with its onset at other places between the evaluations. Within its
      objective (30 s, or two commit intervals if that is longer) a group that slowly falls behind is OK by
      definition; it is warned of when it is late, which Burrow's rules may do before.
      """
          .formatted(PHASES);

  private static final String FAILURES =
      """

      ## Failures: seconds until the alarm, mean / worst

      | scenario | what happens | status | lag status | Burrow's rules | asked every 10 s |
      |---|---|---|--:|--:|--:|
      """;

  private static final String HEALTH =
      """

      ## Health: runs with a false alarm

      | scenario | what happens | lag status | Burrow's rules | asked every 10 s |
      |---|---|--:|--:|--:|
      """;
}
