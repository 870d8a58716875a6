package io.streamgauge.agent.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class TimestampsTest {
  /** Until 2262: the end of what nanoseconds in 64 bits can name. */
  @Property
  void writesWhatTheJdkWrites(@ForAll @LongRange(min = 0) long nanos) {
    // Given
    char[] text = new char[Timestamps.LENGTH];
    // When
    Timestamps.write(nanos, text);
    // Then
    assertThat(new String(text))
        .isEqualTo(
            new DateTimeFormatterBuilder()
                .appendInstant(9)
                .toFormatter()
                .format(Instant.ofEpochSecond(0, nanos)));
  }
}
