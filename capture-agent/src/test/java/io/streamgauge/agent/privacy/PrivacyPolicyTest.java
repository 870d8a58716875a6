package io.streamgauge.agent.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.agent.publish.BatchSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of which the modes are made. */
class PrivacyPolicyTest {
  private static Pseudonyms under(String key) {
    return new Pseudonyms(new PrivacyKey(key.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.0/24",
    "/10.1.2.255, 10.1.2.0/24",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1::/48",
    "/2001:0db8:0001:ffff:0:0:0:6, 2001:db8:1::/48",
    "::1, ::/48",
    "client.example.com, ''",
    "10.1.2.3/evil, ''",
    "'', ''",
  })
  void addressesAreCutToTheirNetworkAndWhatIsNoneIsLeftOut(String host, String network) {
    assertThat(HostText.network(host)).isEqualTo(network);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, /10.1.2.3",
    "2001:db8::1, /2001:db8:0:0:0:0:0:1",
    "2001:db8::1, 2001:0DB8:0000::1",
  })
  void anAddressHasOnePseudonymHoweverItIsWritten(String one, String other) {
    assertThat(under("key").host(one)).isEqualTo(under("key").host(other));
  }

  @Test
  void pseudonymsDifferByValueByKeyAndByWhatTheyStandFor() {
    assertThat(under("key").host("10.1.2.3"))
        .isNotEqualTo(under("key").host("10.1.2.4"))
        .isNotEqualTo(under("kez").host("10.1.2.3"));
    assertThat(under("key").host("alice").substring(2))
        .isNotEqualTo(under("key").principal("alice").substring(2));
  }

  @Test
  void onlyAsManyTextsAsTheLimitAreRememberedAndTheOthersComeOutTheSame() {
    // Given
    AtomicInteger worked = new AtomicInteger();
    RecentTexts<String> texts =
        new RecentTexts<>(
            text -> {
              worked.incrementAndGet();
              return text + "!";
            },
            2);
    // When
    List<String> results =
        List.of(texts.get("a"), texts.get("a"), texts.get("b"), texts.get("c"), texts.get("a"));
    // Then
    assertThat(results).containsExactly("a!", "a!", "b!", "c!", "a!");
    assertThat(worked).hasValue(4);
    assertThat(texts.size()).isEqualTo(2);
  }

  @Test
  void longTextsAreNotRemembered() {
    RecentTexts<String> texts = new RecentTexts<>(text -> text, 2);
    assertThat(texts.get("x".repeat(257))).hasSize(257);
    assertThat(texts.size()).isZero();
  }

  @Test
  void aKeyIsReadWithoutItsLineEnd(@TempDir Path folder) throws IOException {
    // Given
    Path plain = Files.writeString(folder.resolve("plain"), "0123456789abcdef");
    Path ended = Files.writeString(folder.resolve("ended"), "0123456789abcdef\r\n");
    // When
    PrivacyKey one = PrivacyKey.read(plain);
    PrivacyKey other = PrivacyKey.read(ended);
    // Then
    assertThat(new Pseudonyms(one).host("10.1.2.3"))
        .isEqualTo(new Pseudonyms(other).host("10.1.2.3"));
  }

  @ParameterizedTest
  @CsvSource({"15", "4097"})
  void aKeyThatIsTooShortOrTooLongIsRefusedWithoutShowingIt(int bytes, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "s".repeat(bytes));
    assertThatThrownBy(() -> PrivacyKey.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("16 to 4096 bytes")
        .hasMessageNotContaining("ss");
  }

  @Test
  void withoutAnythingToHideBatchesPassUntouched() {
    BatchSink sink = batch -> {};
    assertThat(PrivacyPolicy.NONE.guard(sink)).isSameAs(sink);
  }

  @Test
  void pseudonymsNeedAKeyAndNothingElseTakesOne() {
    PrivacyKey key = new PrivacyKey(new byte[16]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivacyPolicy.of(PrivacyMode.PSEUDONYMOUS, null, List.of(), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivacyPolicy.of(PrivacyMode.MINIMAL, key, List.of(), List.of()));
  }
}
