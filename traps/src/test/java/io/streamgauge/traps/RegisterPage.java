package io.streamgauge.traps;

import java.util.stream.Collectors;

/** The register as a page for people: {@code docs/traps.md}. */
final class RegisterPage {
  private static final String HEAD =
      """
      # Traps

      What passive Kafka decoders get wrong, the test that holds each point here, and the class that handles it.
      `./mvnw verify` takes the handling out of that class, one trap at a time, and each test named beside it must then
      fail. Generated from `traps/src/test/resources/traps`; how to add a row is in `traps/README.md`.
      """;

  private RegisterPage() {}

  static String markdown(Register register) {
    return HEAD
        + register.sections().stream().map(RegisterPage::section).collect(Collectors.joining());
  }

  private static String section(Section section) {
    return "\n## "
        + section.title()
        + "\n\n| trap | what goes wrong | held by | handled in |\n|---|---|---|---|\n"
        + section.traps().stream().map(RegisterPage::row).collect(Collectors.joining());
  }

  private static String row(Trap trap) {
    String tests =
        trap.tests().stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>"));
    return "| %s | %s | %s | `%s` |%n"
        .replace("%n", "\n")
        .formatted(
            trap.id(),
            trap.wrong().trim().replace("|", "\\|"),
            tests,
            trap.mutation().simpleName());
  }
}
