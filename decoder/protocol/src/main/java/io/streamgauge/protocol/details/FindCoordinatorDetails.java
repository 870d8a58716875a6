package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import java.util.List;

/**
 * FindCoordinator (key 10): one key below v4, a batch from v4.
 *
 * @param keyType 0 group, 1 transactional id, 2 share partition; 0 below v1
 * @param coordinators the request's keys joined with the answer
 */
public record FindCoordinatorDetails(byte keyType, List<Coordinator> coordinators)
    implements Details {
  static final CaptureSpec<FindCoordinatorDetails> SPEC =
      CaptureSpec.of(10, "FindCoordinator")
          .request("Key", "KeyType", "CoordinatorKeys")
          .response("ErrorCode", "NodeId", "Host", "Port")
          .responseBelow("Coordinators", "Key", "NodeId", "Host", "Port", "ErrorCode")
          .make(
              (request, response) ->
                  new FindCoordinatorDetails(
                      (byte) request.integer("KeyType", 0), Coordinator.list(request, response)));

  /** Takes copies of its lists. */
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
  public record Coordinator(String key, int errorCode, int nodeId, String host, int port) {
    static List<Coordinator> list(Fields request, Fields response) {
      if (request.has("Key") || response.has("NodeId")) {
        return List.of(of(request.text("Key"), response));
      }
      return Parts.join(
          Parts.bare(request.texts("CoordinatorKeys")),
          Parts.by(response.structs("Coordinators"), coordinator -> coordinator.text("Key")),
          (key, asked, answer) -> of(key, answer));
    }

    private static Coordinator of(String key, Fields answer) {
      return new Coordinator(
          key,
          Parts.error(answer),
          Parts.integer(answer, "NodeId", -1),
          answer == null ? null : answer.text("Host"),
          Parts.integer(answer, "Port", -1));
    }
  }
}
