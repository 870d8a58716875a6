package io.streamgauge.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.jobs.Agent;
import io.streamgauge.jobs.Facts;
import io.streamgauge.jobs.v1.AgentBatch;
import io.streamgauge.jobs.v1.AgentState;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AgentLedgerTest {
  private static final long BOUND = 10_000_000_000L;
  private final AgentState.Builder state = AgentState.newBuilder();
  private final AgentLedger ledger = new AgentLedger(state, BOUND);
  private final Agent agent = new Agent("a");

  private Optional<AgentBatch> accept(EventBatch batch) {
    return ledger.accept(batch, OptionalLong.empty());
  }

  @Test
  void aRepeatIsDiscarded() {
    EventBatch batch = agent.batch(1);

    assertThat(accept(batch)).isPresent();
    assertThat(accept(batch)).isEmpty();
  }

  @Test
  void aBatchIsAcceptedLateWithinTheWindowAndIsALossBeyond() {
    accept(agent.batch(1));
    EventBatch late = agent.batch(2);
    EventBatch tooLate = agent.batch(3);
    accept(agent.batch(4));
    assertThat(accept(late)).isPresent();

    long lost = 0;
    for (int second = 5; second <= 80; second++) {
      lost += accept(agent.batch(second)).orElseThrow().getLostBatches();
    }

    assertThat(lost).isEqualTo(1);
    assertThat(accept(tooLate)).as("already counted as lost").isEmpty();
    assertThat(ledger.close()).isEmpty();
  }

  @Test
  void aJumpBeyondTheWindowLosesAllBetween() {
    accept(agent.batch(1));
    agent.skipBatches(1000);

    long lost = accept(agent.batch(2)).orElseThrow().getLostBatches();
    lost += ledger.close().orElseThrow().getLostBatches();

    assertThat(lost).isEqualTo(1000);
  }

  @Test
  void whatCameBeforeTheJobIsNoLoss() {
    agent.skipBatches(500);
    accept(agent.batch(1));

    assertThat(ledger.close()).isEmpty();
  }

  @Test
  void bytesOfLostBatchesAreWhatTheAgentAccountedForAndDidNotArrive() {
    agent.add(0, Facts.traffic(100, 0, 1100));
    accept(agent.batch(1));
    agent.add(1, Facts.traffic(70, 0, 1170));
    agent.batch(2);
    agent.add(2, Facts.traffic(30, 0, 1200));
    accept(agent.batch(3));

    AgentBatch end = ledger.close().orElseThrow();

    assertThat(end.getLossesList()).hasSize(1);
    assertThat(end.getLosses(0).getBytes()).isEqualTo(70);
    assertThat(end.getLosses(0).getListener()).isEqualTo("10.0.0.1:9092");
  }

  @Test
  void aNewIncarnationStartsOverAndNamesTheTimeBetween() {
    accept(agent.batch(10));
    EventBatch straggler = agent.batch(11);
    agent.restart();

    AgentBatch first = accept(agent.batch(20)).orElseThrow();

    assertThat(first.getUnobservedToNanos() - first.getUnobservedFromNanos())
        .isEqualTo(10_000_000_000L);
    assertThat(accept(straggler)).isPresent();
    assertThat(accept(straggler)).isEmpty();
    assertThat(ledger.close()).isEmpty();
  }

  @Test
  void theFirstBatchesOfANewIncarnationAreMissedIfTheyDoNotCome() {
    accept(agent.batch(10));
    agent.restart().skipBatches(3);

    accept(agent.batch(20));

    assertThat(ledger.close().orElseThrow().getLostBatches()).isEqualTo(3);
  }

  @Test
  void aClockMinutesBehindIsCorrectedOnceItIsCertain() {
    AgentBatch last = null;
    for (int second = 0; second < 5; second++) {
      long append = (Agent.EPOCH + 300 + second) * 1000;
      last = ledger.accept(agent.batch(second), OptionalLong.of(append)).orElseThrow();
    }

    assertThat(last.getShiftNanos()).isEqualTo(-300_000_000_000L);
  }

  @Test
  void aBacklogAfterAnOutageIsNoSlowClock() {
    for (int second = 0; second < 10; second++) {
      ledger.accept(agent.batch(second), OptionalLong.of((Agent.EPOCH + second) * 1000 + 20));
    }
    AgentBatch last = null;
    for (int second = 10; second < 300; second++) {
      long append = (Agent.EPOCH + 300) * 1000 + second;
      last = ledger.accept(agent.batch(second), OptionalLong.of(append)).orElseThrow();
      assertThat(last.getShiftNanos()).isEqualTo(0);
    }
    assertThat(last.getSkewNanos()).isEqualTo(-20_000_000L);
  }
}
