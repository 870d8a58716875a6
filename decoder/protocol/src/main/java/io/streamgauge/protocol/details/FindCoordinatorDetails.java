package io.streamgauge.protocol.details;

import java.util.List;

/**
 * FindCoordinator (key 10): one key below v4, a batch from v4.
 *
 * @param keyType 0 group, 1 transactional id, 2 share partition; 0 below v1
 * @param coordinators the request's keys joined with the answer
 */
public record FindCoordinatorDetails(byte keyType, List<Coordinator> coordinators)
    implements Details {
  public FindCoordinatorDetails {
    coordinators = List.copyOf(coordinators);
  }

  /**
   * A key and its coordinator.
   *
   * @param key group id, transactional id or share partition key
   * @param errorCode {@link Details#NO_ERROR_CODE} when no answer was seen
   * @param nodeId broker id, -1 for none
   * @param host host, empty or null for none
   * @param port port, -1 for none
   */
  public record Coordinator(String key, int errorCode, int nodeId, String host, int port) {}
}
