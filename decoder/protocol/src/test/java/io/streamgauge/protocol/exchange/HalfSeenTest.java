package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Connections joined in the middle on which nothing answers: what is told of them, and what not.
 */
class HalfSeenTest {
  private static final short NONE = 0;

  private final Talk talk = Talk.midStream();

  @Test
  void withoutAByteOfTheBrokerItsRequestsAreToldWhenTheConnectionEnds() {
    // Given the end of a request that began before the capture, and two whole ones
    byte[] cut = Produced.request(1, NONE, 3);
    talk.request(Arrays.copyOfRange(cut, 20, cut.length));
    talk.request(Produced.request(2, NONE, 1), Produced.request(3, NONE, 2));
    assertThat(talk.heard.exchanges).isEmpty();

    // When
    talk.close();

    // Then
    assertThat(talk.heard.summary())
        .containsExactly("Produce 2 NO_RESPONSE", "Produce 3 NO_RESPONSE");
    assertThat(talk.statistics().undecodableBytes(Direction.REQUEST)).isEqualTo(cut.length - 20);
  }

  @Test
  void oneWholeRequestIsNoProof() {
    // Given
    byte[] only = Produced.request(2, NONE, 1);
    talk.request(new byte[] {1, 2, 3}, only);

    // When
    talk.close();

    // Then
    assertThat(talk.heard.exchanges).isEmpty();
    assertThat(talk.statistics().undecodableBytes(Direction.REQUEST)).isEqualTo(only.length + 3);
  }

  @Test
  void framesHiddenInPayloadAreNotTold() {
    // Given a record that holds two whole requests, and a whole request behind its own
    byte[] hidden = Frames.concat(Produced.request(7, NONE, 1), Produced.request(8, NONE, 1));
    talk.request(Produced.request(2, NONE, Produced.records(hidden)));
    talk.request(Produced.request(3, NONE, 2));

    // When
    talk.close();

    // Then
    assertThat(talk.heard.summary())
        .containsExactly("Produce 2 NO_RESPONSE", "Produce 3 NO_RESPONSE");
  }

  @Test
  void neitherWhereTheFrameAroundThemIsCut() {
    // Given the same without the beginning of the request that carries them
    byte[] hidden = Frames.concat(Produced.request(7, NONE, 1), Produced.request(8, NONE, 1));
    byte[] carrier = Produced.request(2, NONE, Produced.records(hidden));
    byte[] seen = Arrays.copyOfRange(carrier, 20, carrier.length);
    talk.request(seen, Produced.request(3, NONE, 2), Produced.request(4, NONE, 2));

    // When
    talk.close();

    // Then
    assertThat(talk.heard.summary())
        .containsExactly("Produce 3 NO_RESPONSE", "Produce 4 NO_RESPONSE");
    assertThat(talk.statistics().undecodableBytes(Direction.REQUEST)).isEqualTo(seen.length);
  }

  @Test
  void whereTheBrokerWasSeenNothingIsBelievedThatItDidNotAnswer() {
    // Given
    byte[] requests = Frames.concat(Produced.request(2, NONE, 1), Produced.request(3, NONE, 2));
    talk.response(new byte[] {9, 9, 9}).request(requests);

    // When
    talk.close();

    // Then
    assertThat(talk.heard.exchanges).isEmpty();
    assertThat(talk.statistics().undecodableBytes(Direction.REQUEST)).isEqualTo(requests.length);
  }
}
