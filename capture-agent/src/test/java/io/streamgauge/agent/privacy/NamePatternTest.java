package io.streamgauge.agent.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "payroll, payroll, true",
    "payroll, payrolls, false",
    "payroll, a-payroll, false",
    "pay*, payroll, true",
    "pay*, pay, true",
    "pay*, repay, false",
    "*roll, payroll, true",
    "p*r*l, payroll, true",
    "p*r*x, payroll, false",
    "pay????, payroll, true",
    "pay???, payroll, false",
    "*, '', true",
    "*, anything, true",
    "a.b, axb, false",
    "**a**, bab, true",
  })
  void aPatternMatchesTheWholeName(String pattern, String name, boolean matches) {
    assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "payroll, consumer-payroll-1, consumer-*-1",
    "payroll, payroll-payroll, *-*",
    "payroll, billing, billing",
    "pay*, consumer-payroll-1, *",
    "pay????, consumer-payroll-1, *",
    "pay*, billing, billing",
    "*, consumer-1, consumer-1",
  })
  void aNameIsHiddenInWhatClientsCallThemselves(String pattern, String text, String hidden) {
    assertThat(new NamePattern(pattern).hideIn(text)).isEqualTo(hidden);
  }

  @Test
  void nothingIsLeftOfALongNameBehindAShorterOne() {
    // Given
    DenyList denied =
        PrivacyPolicy.of(PrivacyMode.FULL, null, List.of(), List.of("pay", "payroll")).denied();
    // When, then
    assertThat(denied.hideIn("consumer-payroll-1")).isEqualTo("consumer-*-1");
  }

  @Test
  void manyWildcardsAndALongNameCostNoMoreThanTheirProduct() {
    // Given a pattern and a name over which a search with backtracking would not end
    NamePattern pattern = new NamePattern("*a".repeat(60) + "b");
    // When, then
    assertThat(pattern.matches("a".repeat(30_000))).isFalse();
    assertThat(pattern.hideIn("a".repeat(30_000))).startsWith("a");
  }
}
