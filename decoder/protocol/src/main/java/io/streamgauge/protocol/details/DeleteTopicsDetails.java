package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;

/**
 * DeleteTopics (key 20).
 *
 * @param topics the answer's topics; the request's when it was not answered
 */
public record DeleteTopicsDetails(List<Topic> topics) implements Details {
  static final CaptureSpec<DeleteTopicsDetails> SPEC =
      CaptureSpec.of(20, "DeleteTopics")
          .request("Topics.Name", "Topics.TopicId", "TopicNames")
          .responseBelow("Responses", "Name", "TopicId", "ErrorCode")
          .make(
              (request, response) ->
                  new DeleteTopicsDetails(
                      response.structs("Responses").isEmpty()
                          ? Topic.asked(request)
                          : Topic.answered(response)));

  /** Takes copies of its lists. */
  public DeleteTopicsDetails {
    topics = List.copyOf(topics);
  }

  /**
   * A topic.
   *
   * @param name null where only the id is known
   * @param id from v6, else {@link KafkaUuid#ZERO}
   * @param errorCode {@link Details#NO_ERROR_CODE} when no answer was seen
   */
  public record Topic(String name, KafkaUuid id, int errorCode) {
    static List<Topic> asked(Fields request) {
      return request.has("TopicNames")
          ? request.texts("TopicNames").stream()
              .map(name -> new Topic(name, KafkaUuid.ZERO, Details.NO_ERROR_CODE))
              .toList()
          : request.structs("Topics").stream()
              .map(topic -> of(topic, Details.NO_ERROR_CODE))
              .toList();
    }

    static List<Topic> answered(Fields response) {
      return response.structs("Responses").stream()
          .map(topic -> of(topic, topic.integer("ErrorCode", Details.NO_ERROR_CODE)))
          .toList();
    }

    private static Topic of(Fields topic, int errorCode) {
      return new Topic(topic.text("Name"), topic.uuid("TopicId"), errorCode);
    }
  }
}
