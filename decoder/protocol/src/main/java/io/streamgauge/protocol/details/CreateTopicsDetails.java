package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;

/**
 * CreateTopics (key 19).
 *
 * @param validateOnly from v1: nothing is created
 * @param topics the request's topics joined with the answer
 */
public record CreateTopicsDetails(boolean validateOnly, List<Topic> topics) implements Details {
  static final CaptureSpec<CreateTopicsDetails> SPEC =
      CaptureSpec.of(19, "CreateTopics")
          .request("validateOnly")
          .requestBelow("Topics", "Name", "NumPartitions", "ReplicationFactor")
          .request("Topics.Assignments.PartitionIndex", "Topics.Assignments.BrokerIds")
          .responseBelow("Topics", "Name", "TopicId", "ErrorCode", "NumPartitions")
          .response("Topics.ReplicationFactor")
          .make(
              (request, response) ->
                  new CreateTopicsDetails(
                      request.flag("validateOnly"),
                      Parts.join(
                          Parts.by(request.structs("Topics"), topic -> topic.text("Name")),
                          Parts.by(response.structs("Topics"), topic -> topic.text("Name")),
                          Topic::of)));

  /** Takes copies of its lists. */
  public CreateTopicsDetails {
    topics = List.copyOf(topics);
  }

  /**
   * A topic.
   *
   * @param id from v7 and once created; else {@link KafkaUuid#ZERO}
   * @param partitions the answer's number (from v5), else the request's; -1 for the default
   * @param replicationFactor likewise
   * @param errorCode {@link Details#NO_ERROR_CODE} when no answer was seen
   */
  public record Topic(
      String name, KafkaUuid id, int partitions, int replicationFactor, int errorCode) {
    static Topic of(String name, Fields asked, Fields answer) {
      List<Fields> assignments = asked == null ? List.of() : asked.structs("Assignments");
      int partitions = Parts.integer(asked, "NumPartitions", -1);
      int replicas = Parts.integer(asked, "ReplicationFactor", -1);
      if (!assignments.isEmpty()) {
        partitions = assignments.size();
        replicas = assignments.get(0).integers("BrokerIds").size();
      }
      return new Topic(
          name,
          answer == null ? KafkaUuid.ZERO : answer.uuid("TopicId"),
          told(answer, "NumPartitions", partitions),
          told(answer, "ReplicationFactor", replicas),
          Parts.error(answer));
    }

    /** The answer says −1 where it does not know, for instance after an error. */
    private static int told(Fields answer, String name, int asked) {
      int told = Parts.integer(answer, name, -1);
      return told >= 0 ? told : asked;
    }
  }
}
