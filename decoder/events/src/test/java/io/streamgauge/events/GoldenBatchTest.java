package io.streamgauge.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One batch per event family is checked in, binary and as text, and must stay readable. */
class GoldenBatchTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  static Stream<FieldDescriptor> families() {
    return Event.getDescriptor().getOneofs().get(0).getFields().stream();
  }

  @ParameterizedTest
  @MethodSource("families")
  void aBatchOfEachFamilyIsReadBackAsItWasWritten(FieldDescriptor family)
      throws InvalidProtocolBufferException {
    // Given
    EventBatch sample = SampleMessages.batchOf(family);
    byte[] checkedIn =
        Golden.bytes(FOLDER.resolve(family.getName() + ".binpb"), sample.toByteArray());
    // When
    EventBatch read = EventBatch.parseFrom(checkedIn);
    // Then
    assertThat(read).isEqualTo(sample);
    Golden.hold(
        FOLDER.resolve(family.getName() + ".txtpb"), TextFormat.printer().printToString(read));
    EventBatchReader reader = new EventBatchReader(read);
    assertThat(reader.unknownEvents()).isZero();
    assertThat(reader.events()).singleElement().returns(true, e -> e.hasField(family));
    assertThat(reader.listener(1)).isPresent();
    assertThat(reader.client(1)).isPresent();
    assertThat(reader.topic(1)).get().returns(true, TopicRef::hasId);
    assertThat(reader.badIndexes()).isZero();
  }
}
