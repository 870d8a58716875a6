package io.streamgauge.matrix.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.matrix.broker.LoggedRequest;
import io.streamgauge.matrix.capture.SeenEvents.Membership;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Members, generations and assignments in the events are those that broker and client name. */
final class MembershipCheck implements Check {
  private static final Set<Integer> JOINS = Set.of(11, 68, 76);
  private static final int CONSUMER_GROUP_HEARTBEAT = 68;
  private static final int SHARE_GROUP_HEARTBEAT = 76;

  @Override
  public String name() {
    return "membership";
  }

  @Override
  public boolean applies(Cell cell) {
    return cell.scenario().joinsGroup() || cell.scenario().action().equals("share");
  }

  @Override
  public void run(MatrixResult result, Cell cell, Differences differences) {
    List<Membership> changes =
        result
            .seen()
            .events()
            .members(result.broker(cell).port(cell.scenario()), cell.scenario().group());
    List<LoggedRequest> logged =
        result.broker(cell).requests(cell.scenario().clientId()).stream()
            .filter(request -> JOINS.contains(request.apiKey()))
            .filter(request -> request.response().path("errorCode").asInt() == 0)
            .toList();
    Set<String> joined = new TreeSet<>();
    Set<String> assigned = new TreeSet<>();
    int generation = 0;
    for (Membership change : changes) {
      if (change.change() == Change.JOINED || change.change() == Change.ASSIGNED) {
        joined.add(change.memberId());
        generation = Math.max(generation, change.generation());
      }
      if (change.change() == Change.ASSIGNED) {
        assigned.addAll(change.assignment());
      }
    }
    differences.expectSame("members", joined, "broker", members(logged));
    differences.expectSame("generation", generation, "broker", generation(logged));
    differences.expectSame("assignment", assigned, "scenario", partitions(cell));
    if (!cell.report().memberIds().isEmpty()) {
      differences.expectSame("members", joined, "client", new TreeSet<>(cell.report().memberIds()));
    }
    if (cell.report().generation() != null) {
      differences.expectSame("generation", generation, "client", cell.report().generation());
    }
    if (!cell.scenario().staysInGroup()
        && changes.stream().noneMatch(change -> change.change() == Change.LEFT)) {
      differences.add("nobody was seen to leave");
    }
  }

  private static Set<String> members(List<LoggedRequest> joins) {
    Set<String> members = new TreeSet<>();
    for (LoggedRequest join : joins) {
      if (generation(join) > 0) {
        members.add(memberId(join));
      }
    }
    return members;
  }

  private static String memberId(LoggedRequest join) {
    JsonNode answered = join.response().path("memberId");
    return answered.isTextual() ? answered.asText() : join.request().path("memberId").asText();
  }

  private static int generation(List<LoggedRequest> joins) {
    return joins.stream().mapToInt(MembershipCheck::generation).max().orElse(0);
  }

  private static int generation(LoggedRequest join) {
    boolean heartbeat =
        join.apiKey() == CONSUMER_GROUP_HEARTBEAT || join.apiKey() == SHARE_GROUP_HEARTBEAT;
    return join.response().path(heartbeat ? "memberEpoch" : "generationId").asInt();
  }

  /** One member is alone in its group, so it gets everything. */
  private static Set<String> partitions(Cell cell) {
    Set<String> partitions = new TreeSet<>();
    for (int number = 0; number < cell.scenario().partitions(); number++) {
      partitions.add(cell.scenario().topic() + "-" + number);
    }
    return partitions;
  }
}
