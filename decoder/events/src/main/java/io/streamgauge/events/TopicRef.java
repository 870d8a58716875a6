package io.streamgauge.events;

import java.util.Objects;
import java.util.UUID;

/**
 * A topic by name, id, or both.
 *
 * @param name empty if only the id is known
 * @param id Kafka's 16 bytes as a UUID; {@link #NO_ID} if the version carries none
 */
public record TopicRef(String name, UUID id) {
  /** All zero, as Kafka writes "no id". */
  public static final UUID NO_ID = new UUID(0, 0);

  /** Neither name nor id. */
  public static final TopicRef NONE = new TopicRef("", NO_ID);

  public TopicRef {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(id, "id");
  }

  public boolean hasName() {
    return !name.isEmpty();
  }

  public boolean hasId() {
    return !id.equals(NO_ID);
  }
}
