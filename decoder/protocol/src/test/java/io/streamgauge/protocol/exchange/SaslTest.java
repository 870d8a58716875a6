package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SaslTest {
  private final Talk talk = Talk.fromStart();

  private void handshake(int version, String mechanism) {
    talk.request(Frames.request(0, 0, "c", new ApiVersionsRequestData()))
        .response(Frames.response(0, 0, new ApiVersionsResponseData()))
        .request(
            Frames.request(version, 1, "c", new SaslHandshakeRequestData().setMechanism(mechanism)))
        .response(Frames.response(version, 1, new SaslHandshakeResponseData()));
  }

  private static byte[] token(String text) {
    return Frames.frame(text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<Arguments> bareConversations() {
    return Stream.of(
        Arguments.of("PLAIN", new String[] {"\0alice\0secret"}, new String[] {""}, "alice"),
        Arguments.of(
            "SCRAM-SHA-256",
            new String[] {"n,,n=bob,r=abc", "c=biws,r=abcdef,p=AAAA"},
            new String[] {"r=abcdef,s=AA==,i=4096", "v=AAAA"},
            "bob"),
        Arguments.of(
            "OAUTHBEARER", new String[] {"n,,\1auth=Bearer x\1\1", "\1"}, new String[] {""}, null),
        Arguments.of("GSSAPI", new String[] {"`\u0001token", "", "x"}, new String[] {"abc"}, null));
  }

  @ParameterizedTest
  @MethodSource("bareConversations")
  void afterHandshakeVersionZeroTokensTravelWithoutHeaders(
      String mechanism, String[] client, String[] broker, String user) {
    handshake(0, mechanism);
    for (int i = 0; i < client.length; i++) {
      talk.request(token(client[i]));
      if (i < broker.length) {
        talk.response(token(broker[i]));
      }
    }

    talk.request(MatchingTest.heartbeat(2)).response(MatchingTest.alive(2));

    assertThat(talk.heard.summary())
        .containsExactly(
            "ApiVersions 0 COMPLETE", "SaslHandshake 1 COMPLETE", "Heartbeat 2 COMPLETE");
    assertThat(talk.heard.anomalies).isEmpty();
    if (user == null) {
      assertThat(talk.heard.tokens).isEmpty();
    } else {
      assertThat(talk.heard.tokens).hasSize(1);
      assertThat(talk.heard.tokens.get(0).userName()).isEqualTo(user);
      assertThat(talk.heard.tokens.get(0).mechanism()).isEqualTo(mechanism);
    }
    assertThat(talk.heard.exchanges.toString() + talk.heard.tokens).doesNotContain("secret");
    assertThat(talk.statistics().undecodableBytes(Direction.REQUEST)).isZero();
  }

  @Test
  void aTokenIsReadInAnyPieces() {
    handshake(0, "PLAIN");
    for (byte single : token("\0alice\0secret")) {
      talk.request(new byte[] {single});
    }
    talk.response(new byte[] {0}, new byte[] {0, 0}, new byte[] {0});

    talk.request(MatchingTest.heartbeat(2)).response(MatchingTest.alive(2));

    assertThat(talk.heard.tokens).extracting(t -> t.userName()).containsExactly("alice");
    assertThat(talk.heard.summary()).contains("Heartbeat 2 COMPLETE");
  }

  @Test
  void fromHandshakeVersionOneTokensAreRequests() {
    handshake(1, "PLAIN");

    talk.request(
            Frames.request(
                2,
                2,
                "c",
                new SaslAuthenticateRequestData()
                    .setAuthBytes("\0alice\0secret".getBytes(StandardCharsets.UTF_8))))
        .response(Frames.response(2, 2, new SaslAuthenticateResponseData()));

    assertThat(talk.heard.summary()).contains("SaslAuthenticate 2 COMPLETE");
    assertThat(talk.heard.exchanges.get(2).details().toString())
        .contains("alice")
        .doesNotContain("secret");
  }

  @Test
  void gssapiMayBeginWithoutAnyHandshake() {
    byte[] first = {0x60, (byte) 0x82, 2, 0x4e, 6, 9, 0x2a, (byte) 0x86, 0x48, 1, 2, 3, 4, 5, 6, 7};
    byte[] wrap = {5, 4, 1, -1, 0, 12, 0, 0, 0, 0, 0, 0, 1, 2, 3};

    talk.request(Frames.frame(first))
        .response(Frames.frame(first))
        .request(Frames.frame())
        .response(Frames.frame(wrap))
        .request(Frames.frame(wrap))
        .request(MatchingTest.heartbeat(1))
        .response(MatchingTest.alive(1));

    assertThat(talk.heard.summary()).containsExactly("Heartbeat 1 COMPLETE");
    assertThat(talk.heard.anomalies).isEmpty();
  }

  @Test
  void halfATokenNamesNobody() {
    // Given a token of which bytes in the middle are missing
    handshake(0, "PLAIN");
    byte[] token = token("\0alice\0secret");

    // When
    talk.request(Arrays.copyOf(token, 6))
        .gap(Direction.REQUEST, 3)
        .request(Arrays.copyOfRange(token, 9, token.length))
        .response(token(""));
    talk.request(MatchingTest.heartbeat(2)).response(MatchingTest.alive(2));

    // Then it is passed over as what it is, and what comes behind it is read
    assertThat(talk.heard.tokens).isEmpty();
    assertThat(talk.close().summary()).contains("Heartbeat 2 COMPLETE").hasSize(3);
    assertThat(talk.statistics().undecodableBytes(Direction.REQUEST)).isZero();
    assertThat(talk.statistics().gapBytes(Direction.REQUEST)).isEqualTo(3);
  }
}
