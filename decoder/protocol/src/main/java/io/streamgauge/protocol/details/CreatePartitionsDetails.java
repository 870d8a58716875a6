package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import java.util.List;

/**
 * CreatePartitions (key 37).
 *
 * @param validateOnly nothing is created
 * @param topics the request's topics joined with the answer
 */
public record CreatePartitionsDetails(boolean validateOnly, List<Topic> topics) implements Details {
  static final CaptureSpec<CreatePartitionsDetails> SPEC =
      CaptureSpec.of(37, "CreatePartitions")
          .request("Topics.Name", "Topics.Count", "ValidateOnly")
          .responseBelow("Results", "Name", "ErrorCode")
          .make(
              (request, response) ->
                  new CreatePartitionsDetails(
                      request.flag("ValidateOnly"),
                      Parts.join(
                          Parts.by(request.structs("Topics"), topic -> topic.text("Name")),
                          Parts.by(response.structs("Results"), topic -> topic.text("Name")),
                          (name, asked, answer) ->
                              new Topic(
                                  name, Parts.integer(asked, "Count", -1), Parts.error(answer)))));

  /** Takes copies of its lists. */
  public CreatePartitionsDetails {
    topics = List.copyOf(topics);
  }

  /** A topic and how many partitions it shall have; {@link Details#NO_ERROR_CODE} if unanswered. */
  public record Topic(String name, int partitions, int errorCode) {}
}
