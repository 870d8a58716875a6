package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.details.assembly.DetailsAssembler;
import io.streamgauge.protocol.details.assembly.PendingDetails;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fetch sessions (KIP-227) of all connections of a worker. They outlive connections, so they
 * are keyed by broker and session id; the least recently used is forgotten beyond the bound.
 *
 * <p>A request with epoch 0 opens a session, whose id its response names; epochs above 0 say only
 * what changed, in request and response; epoch -1 closes it.
 */
final class FetchSessions {
  /** Partitions of all sessions together, however many sessions there may be: some 40 MB. */
  private static final int MAX_PARTITIONS = 262_144;

  private static final int NO_SESSION = 0;
  private static final int OPENING_EPOCH = 0;

  private static final class Key {
    Object broker;
    int sessionId;

    Key set(Object sessionBroker, int id) {
      broker = sessionBroker;
      sessionId = id;
      return this;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && sessionId == that.sessionId && broker.equals(that.broker);
    }

    @Override
    public int hashCode() {
      return 31 * broker.hashCode() + sessionId;
    }
  }

  private final Map<Key, TrackedSession> sessions = new LinkedHashMap<>(16, 0.75f, true);
  private final Key probe = new Key();
  private final int maxSessions;
  private final int maxPartitions;
  private int partitions;
  private long forgottenSessions;
  private boolean caughtUpBefore;
  private long partitionsDropped;

  FetchSessions(int maxSessions, int maxPartitions) {
    this.maxSessions = maxSessions;
    this.maxPartitions = maxPartitions;
  }

  /**
   * A Fetch was answered without an error: follows its session, and fills in the fetch offsets that
   * the request left to it.
   *
   * @return the session as it stands now, or null if there is none
   */
  TrackedSession onFetch(Object broker, DetailsAssembler assembler, PendingDetails pending) {
    caughtUpBefore = false;
    PartitionDetails answer = (PartitionDetails) assembler.details(pending);
    int id = answer.sessionId();
    if (id == NO_SESSION) {
      return null;
    }
    if (answer.sessionEpoch() < OPENING_EPOCH) {
      remove(broker, id);
      return null;
    }
    TrackedSession session = session(broker, id, answer.sessionEpoch() == OPENING_EPOCH);
    partitions -= session.size();
    PartitionDetails requested = assembler.requested(pending);
    for (int i = 0; i < requested.size(); i++) {
      partitionsDropped += session.requested(requested.row(i)) ? 0 : 1;
    }
    PartitionDetails forgotten = assembler.forgotten(pending);
    for (int i = 0; i < forgotten.size(); i++) {
      session.forgotten(forgotten.row(i));
    }
    caughtUpBefore = session.isCaughtUp();
    for (int i = 0; i < answer.size(); i++) {
      PartitionRow row = answer.row(i);
      session.answered(row);
      if (row.fetchOffset() == PartitionRow.NONE) {
        assembler.fetchOffset(pending, i, session.knownFetchOffset(row));
      }
    }
    partitions += session.size();
    while (partitions > Math.max(MAX_PARTITIONS, maxPartitions) && sessions.size() > 1) {
      forgetOldest();
    }
    return session;
  }

  private void remove(Object broker, int id) {
    TrackedSession removed = sessions.remove(probe.set(broker, id));
    partitions -= removed == null ? 0 : removed.size();
  }

  private void forgetOldest() {
    Iterator<TrackedSession> oldest = sessions.values().iterator();
    partitions -= oldest.next().size();
    oldest.remove();
    forgottenSessions++;
  }

  /** Whether the broker had nothing for the session of the last Fetch when that one arrived. */
  boolean wasCaughtUp() {
    return caughtUpBefore;
  }

  private TrackedSession session(Object broker, int id, boolean opening) {
    TrackedSession known = opening ? null : sessions.get(probe.set(broker, id));
    if (known != null) {
      return known;
    }
    TrackedSession session = new TrackedSession(id, maxPartitions, opening);
    remove(broker, id);
    sessions.put(new Key().set(broker, id), session);
    if (sessions.size() > maxSessions) {
      forgetOldest();
    }
    return session;
  }

  int size() {
    return sessions.size();
  }

  /** Partitions of all sessions. */
  int partitions() {
    return partitions;
  }

  /** Sessions that had to make room for others. */
  long forgottenSessions() {
    return forgottenSessions;
  }

  /** How often a request named a partition that its session had no room for. */
  long partitionsDropped() {
    return partitionsDropped;
  }
}
