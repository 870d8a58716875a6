package io.streamgauge.quickstart.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A group with too few members for its topic. One member stays and falls behind; after a while two
 * more join (a rebalance), together they catch up, and the two leave again (another).
 */
final class FallingBehindGroup implements Runnable {
  /** What one member can work through: less than arrives, while three are nearly twice as fast. */
  static final double MEMBER_RECORDS_PER_SECOND = 250;

  static final double ARRIVING_RECORDS_PER_SECOND = 400;
  private static final long BEHIND_MILLIS = 15_000;
  private static final long CATCH_UP_MILLIS = 12_000;

  private final Function<String, Map<String, Object>> configOfClient;
  private final StopSignal stop;

  /** The group's members take their configuration by client id. */
  FallingBehindGroup(Function<String, Map<String, Object>> configOfClient, StopSignal stop) {
    this.configOfClient = configOfClient;
    this.stop = stop;
  }

  @Override
  public void run() {
    Member resident = join("billing-1");
    List<Member> helpers = new ArrayList<>();
    try {
      while (stop.sleepMillis(BEHIND_MILLIS)) {
        helpers.add(join("billing-2"));
        helpers.add(join("billing-3"));
        stop.sleepMillis(CATCH_UP_MILLIS);
        leave(helpers);
      }
    } finally {
      leave(helpers);
      leave(new ArrayList<>(List.of(resident)));
    }
  }

  private Member join(String clientId) {
    StopSignal leave = new StopSignal();
    GroupMember consumer =
        new GroupMember(
            WorkloadTopics.ORDERS,
            MEMBER_RECORDS_PER_SECOND,
            configOfClient.apply(clientId),
            leave);
    Thread thread = new Thread(consumer, "workload-" + clientId);
    thread.start();
    return new Member(thread, leave);
  }

  private static void leave(List<Member> members) {
    members.forEach(member -> member.leave().set());
    for (Member member : members) {
      try {
        member.thread().join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    members.clear();
  }

  private record Member(Thread thread, StopSignal leave) {}
}
