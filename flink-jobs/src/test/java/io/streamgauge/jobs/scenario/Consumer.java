package io.streamgauge.jobs.scenario;

import io.streamgauge.events.v1.MemberChanged.Change;
import java.util.Random;

/**
 * A producer, a partition and a consumer, second by second. What they do is set by the scenario;
 * whatever they do an agent sees, and tells the bench.
 */
final class Consumer {
  final Bench bench = new Bench();
  final Random random;
  long second;
  long end;
  long position;
  int generation = 1;

  /** Records per second that arrive, and that the consumer can process. */
  double arrival = 1000;

  double capacity = 3000;
  int commitEvery = 5;

  /** Commits although nothing changed, as automatic commits do. */
  boolean commitsAlways = true;

  boolean alive = true;
  boolean fetches = true;
  boolean commits = true;
  boolean processes = true;
  boolean rebalancing;
  boolean transactional;
  boolean aborts;

  /** Dies on a record and begins again at its committed offset, every so many seconds; 0 never. */
  int crashEvery;

  private long committed;
  private double owed;
  private long lastTold = Long.MIN_VALUE;

  Consumer(long seed) {
    random = new Random(seed);
    bench.member(Change.JOINED, generation);
    bench.member(Change.ASSIGNED, generation);
  }

  /** One second goes by. */
  void step() {
    second++;
    bench.at(second, end);
    produce();
    if (alive) {
      if (second % 10 == 3 && !rebalancing) {
        bench.member(Change.HEARTBEAT, generation);
      }
      consume();
    }
  }

  private void produce() {
    // An eighth of jitter
    owed += arrival * (0.9375 + random.nextDouble() / 8);
    long records = (long) owed;
    owed -= records;
    if (records > 0) {
      end += records;
      bench.at(second, end);
      bench.produced(end);
    }
  }

  private void consume() {
    boolean crash = crashEvery > 0 && second % crashEvery == 0;
    if (crash) {
      position = committed;
    }
    long from = position;
    if (processes && !rebalancing) {
      position += Math.min(end - position, Math.max(1, Math.round(capacity)));
    }
    boolean busy = from < end;
    if (fetches && !rebalancing && (crash || busy || second - lastTold >= 10)) {
      bench.fetched(from, end, transactional && position >= end - 1 ? 1 : 0);
      lastTold = second;
    }
    if (commits && !rebalancing && crashEvery == 0 && second % commitEvery == 0) {
      commit();
    }
  }

  private void commit() {
    if (transactional) {
      bench.transaction(position, !aborts);
      if (aborts) {
        position = committed;
      } else {
        committed = position;
        // Its marker
        end++;
        bench.at(second, end);
        bench.produced(end);
      }
    } else if (commitsAlways || position != committed) {
      committed = position;
      bench.committed(committed);
    }
  }

  void dies() {
    alive = false;
  }

  /** Starts again where it had committed. */
  void starts() {
    alive = true;
    position = committed;
    rejoins();
  }

  void rejoins() {
    generation++;
    bench.member(Change.JOINED, generation);
    bench.member(Change.ASSIGNED, generation);
    rebalancing = false;
  }

  void rebalances() {
    rebalancing = true;
    bench.member(Change.REBALANCING, generation);
  }

  void seeksBack(long records) {
    position = Math.max(0, position - records);
  }

  void topicIsMadeAnew() {
    bench.recreated();
    end = 0;
    position = 0;
    committed = 0;
  }
}
