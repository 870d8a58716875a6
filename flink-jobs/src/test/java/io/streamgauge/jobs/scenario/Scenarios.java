package io.streamgauge.jobs.scenario;

import io.streamgauge.events.v1.MemberChanged.Change;
import java.util.List;

/** The suite. */
final class Scenarios {
  private Scenarios() {}

  static List<Scenario> all() {
    return List.of(
        failure("stop", "the consumer dies without a word", Scenarios::usual, Scenarios::stop),
        failure(
            "stop, rare commits",
            "the same, of one that commits every 30 s",
            Scenarios::rare,
            Scenarios::stop),
        failure(
            "leave",
            "all members leave, records go on arriving",
            Scenarios::usual,
            Scenarios::leave),
        failure(
            "stall",
            "commits go on, always of the same offset",
            Scenarios::usual,
            Scenarios::stall),
        failure(
            "poison",
            "a record kills the consumer every 10 s",
            Scenarios::usual,
            Scenarios::poison),
        failure(
            "slow",
            "it processes half of what arrives",
            Scenarios::usual,
            (c, t) -> c.capacity = 500),
        failure(
            "rewind",
            "it seeks back by ten minutes of records",
            Scenarios::usual,
            Scenarios::rewind),
        failure(
            "recreate",
            "the topic is deleted and made again",
            Scenarios::usual,
            Scenarios::recreate),
        healthy("burst", "six times the traffic for 20 s", Scenarios::usual, Scenarios::burst),
        healthy("restart", "a deployment: away for 30 s", Scenarios::usual, Scenarios::restart),
        healthy(
            "rebalance storm",
            "10 s of every 30 s, for 5 minutes",
            Scenarios::usual,
            Scenarios::storm),
        healthy("idle", "nothing arrives any more", Scenarios::usual, (c, t) -> c.arrival = 0),
        healthy("low traffic", "a record every 3 minutes", Scenarios::low, (c, t) -> {}),
        healthy(
            "transaction abort",
            "one transaction is aborted",
            Scenarios::exactly,
            Scenarios::abort),
        healthy(
            "coordinator move", "no commit succeeds for 20 s", Scenarios::usual, Scenarios::move),
        healthy(
            "quiet night",
            "traffic fades to 1 % and comes back",
            Scenarios::usual,
            Scenarios::night));
  }

  private static Scenario failure(
      String name,
      String what,
      java.util.function.Consumer<Consumer> set,
      java.util.function.BiConsumer<Consumer, Long> script) {
    return new Scenario(name, what, true, set, script);
  }

  private static Scenario healthy(
      String name,
      String what,
      java.util.function.Consumer<Consumer> set,
      java.util.function.BiConsumer<Consumer, Long> script) {
    return new Scenario(name, what, false, set, script);
  }

  private static void usual(Consumer c) {
    c.commitEvery = 5;
  }

  private static void rare(Consumer c) {
    c.commitEvery = 30;
  }

  private static void low(Consumer c) {
    c.arrival = 1 / 180.0;
    c.commitsAlways = false;
  }

  private static void exactly(Consumer c) {
    c.transactional = true;
  }

  private static void stop(Consumer c, long t) {
    if (t == 0) {
      c.dies();
    }
  }

  private static void leave(Consumer c, long t) {
    if (t == 0) {
      c.dies();
      c.bench.member(Change.LEFT, -1);
    }
  }

  private static void stall(Consumer c, long t) {
    c.processes = false;
    c.fetches = false;
  }

  private static void poison(Consumer c, long t) {
    c.crashEvery = 10;
  }

  private static void rewind(Consumer c, long t) {
    if (t == 0) {
      c.seeksBack(600_000);
    }
  }

  private static void recreate(Consumer c, long t) {
    if (t == 0) {
      c.topicIsMadeAnew();
    }
  }

  private static void burst(Consumer c, long t) {
    c.arrival = t < 20 ? 6000 : 1000;
  }

  private static void restart(Consumer c, long t) {
    if (t == 0) {
      c.dies();
      c.bench.member(Change.LEFT, -1);
    } else if (t == 30) {
      c.starts();
    }
  }

  private static void storm(Consumer c, long t) {
    if (t < 300 && t % 30 == 0) {
      c.rebalances();
    } else if (t <= 300 && t % 30 == 10) {
      c.rejoins();
    }
  }

  private static void abort(Consumer c, long t) {
    c.aborts = t < 5;
  }

  private static void move(Consumer c, long t) {
    c.commits = t >= 20;
  }

  private static void night(Consumer c, long t) {
    c.arrival = t < 600 ? 1000 - 990 * t / 600.0 : Math.min(1000, 10 + (t - 600) * 2);
  }
}
