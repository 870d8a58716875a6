package io.streamgauge.matrix.capture;

import io.streamgauge.events.ClientRef;
import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.OffsetCommitted;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicPartitions;
import io.streamgauge.events.v1.TopicRollup;
import io.streamgauge.events.v1.TransactionalOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The events of a capture, resolved and ordered by what they speak of. */
public final class SeenEvents {

  /** Records and bytes of record sets. */
  public record Volume(long records, long bytes) {
    static final Volume NONE = new Volume(0, 0);

    Volume plus(TopicRollup more) {
      return new Volume(
          records + more.getRecords(), bytes + more.getBytes() + more.getUncountableBytes());
    }
  }

  /** What traffic sums are kept by. */
  private record TrafficKey(int port, String clientId, String topic, TopicRollup.Kind kind) {}

  /** A partition of a group. */
  private record CommitKey(int port, String group, String topic, int partition) {}

  /** A change of a group's member. */
  public record Membership(
      int port,
      String group,
      String memberId,
      MemberChanged.Change change,
      int generation,
      Set<String> assignment) {}

  /** Who a client says it is. */
  public record Software(String name, String version) {}

  private final Map<TrafficKey, Volume> traffic = new HashMap<>();
  private final Map<CommitKey, Long> commits = new HashMap<>();
  private final Map<CommitKey, Long> transactional = new HashMap<>();
  private final List<Membership> memberships = new ArrayList<>();
  private final Map<String, Set<Software>> software = new HashMap<>();
  private final Map<String, Set<String>> principals = new HashMap<>();
  private long decodedBytes;
  private long lostBytes;

  private SeenEvents() {}

  static SeenEvents of(Collection<EventBatch> batches) {
    SeenEvents events = new SeenEvents();
    for (EventBatch batch : batches) {
      EventBatchReader reader = new EventBatchReader(batch);
      reader.events().forEach(event -> events.add(reader, event));
    }
    return events;
  }

  private void add(EventBatchReader reader, Event event) {
    int port = reader.listener(event.getListener()).map(listener -> listener.port()).orElse(0);
    switch (event.getBodyCase()) {
      case TOPIC_TRAFFIC -> addTraffic(port, reader, event.getTopicTraffic());
      case LISTENER_TRAFFIC -> addBytes(event.getListenerTraffic());
      case OFFSET_COMMITTED -> addCommit(port, reader, event.getOffsetCommitted());
      case TRANSACTIONAL_OFFSET -> addCommit(port, reader, event.getTransactionalOffset());
      case MEMBER_CHANGED -> addMember(port, reader, event.getMemberChanged());
      case CLIENT_DESCRIBED -> {
        String clientId = clientId(reader, event.getClientDescribed().getClient());
        String name = reader.string(event.getClientDescribed().getSoftwareName());
        String version = reader.string(event.getClientDescribed().getSoftwareVersion());
        String principal = reader.string(event.getClientDescribed().getPrincipal());
        String mechanism = reader.string(event.getClientDescribed().getMechanism());
        if (!name.isEmpty()) {
          at(software, clientId).add(new Software(name, version));
        }
        if (!principal.isEmpty()) {
          at(principals, clientId).add(mechanism + ":" + principal);
        }
      }
      default -> {
        // The rest is not compared.
      }
    }
  }

  private static <T> Set<T> at(Map<String, Set<T>> map, String key) {
    return map.computeIfAbsent(key, absent -> new HashSet<>());
  }

  private static String clientId(EventBatchReader reader, int number) {
    return reader.client(number).map(ClientRef::clientId).orElse("");
  }

  private static String topic(EventBatchReader reader, int number) {
    return reader.topic(number).map(TopicRef::name).orElse("");
  }

  private void addTraffic(int port, EventBatchReader reader, TopicRollup sums) {
    TrafficKey key =
        new TrafficKey(
            port,
            clientId(reader, sums.getClient()),
            topic(reader, sums.getTopic()),
            sums.getKind());
    traffic.put(key, traffic.getOrDefault(key, Volume.NONE).plus(sums));
  }

  private void addBytes(ListenerRollup sums) {
    decodedBytes += sums.getDecodedBytes();
    lostBytes += sums.getUndecodableBytes() + sums.getGapBytes() + sums.getOpaqueBytes();
  }

  private void addCommit(int port, EventBatchReader reader, OffsetCommitted commit) {
    if (commit.getSource() == Source.OFFSET_COMMIT) {
      commits.put(
          new CommitKey(
              port,
              reader.string(commit.getGroup()),
              topic(reader, commit.getTopic()),
              commit.getPartition()),
          commit.getOffset());
    }
  }

  private void addCommit(int port, EventBatchReader reader, TransactionalOffset commit) {
    transactional.put(
        new CommitKey(
            port,
            reader.string(commit.getGroup()),
            topic(reader, commit.getTopic()),
            commit.getPartition()),
        commit.getOffset());
  }

  private void addMember(int port, EventBatchReader reader, MemberChanged member) {
    Set<String> assignment = new TreeSet<>();
    for (TopicPartitions partitions : member.getAssignmentList()) {
      String name = topic(reader, partitions.getTopic());
      partitions.getPartitionsList().forEach(number -> assignment.add(name + "-" + number));
    }
    memberships.add(
        new Membership(
            port,
            reader.string(member.getGroup()),
            reader.string(member.getMemberId()),
            member.getChange(),
            member.getGeneration(),
            assignment));
  }

  /** What a client wrote to, or read from, a topic through one listener. */
  public Volume traffic(int port, String clientId, String topic, TopicRollup.Kind kind) {
    return traffic.getOrDefault(new TrafficKey(port, clientId, topic, kind), Volume.NONE);
  }

  /** The newest committed offsets of a group by partition; transactional ones apart. */
  public Map<Integer, Long> committed(int port, String group, String topic, boolean inTransaction) {
    Map<Integer, Long> offsets = new HashMap<>();
    (inTransaction ? transactional : commits)
        .forEach(
            (key, offset) -> {
              if (key.equals(new CommitKey(port, group, topic, key.partition()))) {
                offsets.put(key.partition(), offset);
              }
            });
    return offsets;
  }

  /** The changes of a group's members in their order. */
  public List<Membership> members(int port, String group) {
    return memberships.stream()
        .filter(member -> member.port() == port && member.group().equals(group))
        .toList();
  }

  /** Every software that called itself by this client id. */
  public Set<Software> software(String clientId) {
    return software.getOrDefault(clientId, Set.of());
  }

  /** {@code mechanism:user} of every authentication under this client id. */
  public Set<String> principals(String clientId) {
    return principals.getOrDefault(clientId, Set.of());
  }

  /** Bytes that were decoded. */
  public long decodedBytes() {
    return decodedBytes;
  }

  /** Bytes that were not: undecodable, missing, or opaque. */
  public long lostBytes() {
    return lostBytes;
  }
}
