package io.streamgauge.exporters.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.exporters.page.ShownExporter;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens in which order decides what is shown; answers are a real exporter's. */
class LiveViewTest {
  private static final Question OVERVIEW = new Question.Overview();
  private static final Question GROUP = new Question.Group(ShownExporter.CLUSTER, "billing");

  private final LiveView view = new LiveView("", "http://it");
  private ShownExporter exporter;

  @BeforeEach
  void serve() throws Exception {
    exporter = new ShownExporter();
    exporter.watermark(ShownExporter.NOW);
    exporter.group("billing", "orders", "WARN", 4_711);
  }

  @AfterEach
  void stop() {
    exporter.close();
  }

  private Event answer(Question question) throws IOException, InterruptedException {
    URI url = URI.create(exporter.url());
    return new Event.Answered(
        question, new ExporterApi(url, Optional.empty(), Optional.empty()).ask(question));
  }

  private void take(Event event) {
    view.take(event, 24, 0);
  }

  private void press(String key) {
    take(new Event.Pressed(new Key.Typed(key)));
  }

  private String shown() {
    return view.lines(120, 24, 9_000_000_000L).stream()
        .map(Line::text)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void whatComesWhileThePictureIsHeldIsNotShown() throws Exception {
    // Given
    take(answer(OVERVIEW));
    press("p");
    exporter.group("later", "orders", "STOP", 3);

    // When
    try (ShownExporter other = new ShownExporter()) {
      other.watermark(ShownExporter.NOW);
      take(
          new Event.Answered(
              OVERVIEW,
              new ExporterApi(URI.create(other.url()), Optional.empty(), Optional.empty())
                  .ask(OVERVIEW)));
    }

    // Then
    assertThat(shown()).contains("PAUSED", "4,711").doesNotContain("No group was heard");
    assertThat(view.paused()).isTrue();
  }

  @Test
  void whatIsOpenedWhileThePictureIsHeldIsShown() throws Exception {
    take(answer(OVERVIEW));
    press("p");

    take(new Event.Pressed(Key.Named.ENTER));
    assertThat(view.question()).isEqualTo(GROUP);
    assertThat(shown()).contains("Loading …");
    take(answer(GROUP));

    assertThat(shown()).contains("Group billing", "PAUSED");
  }

  @Test
  void anAnswerToWhatIsNoLongerShownIsLeft() throws Exception {
    take(answer(OVERVIEW));
    take(new Event.Pressed(Key.Named.ENTER));
    Event late = answer(GROUP);
    take(new Event.Pressed(Key.Named.ESCAPE));

    take(late);

    assertThat(shown()).contains("[1 Groups 1]").doesNotContain("Partitions");
  }

  @Test
  void aFailureSaysWhyAndHowOldThePictureIs() throws Exception {
    take(answer(OVERVIEW));

    take(new Event.Failed("nothing \u001b[31mlistens"));

    assertThat(shown())
        .contains(
            "■ No answer",
            "does not answer: nothing \\u001b[31mlistens. Last answer 9 s ago.",
            "4,711");
  }

  @Test
  void aGroupThatIsGoneIsSaidToBeUnknown() throws Exception {
    take(answer(OVERVIEW));
    take(new Event.Pressed(Key.Named.ENTER));

    take(new Event.Answered(GROUP, new Answer.Unknown()));

    assertThat(shown()).contains("knows no such group or client, or no longer");
  }

  @Test
  void aFilterThatIsTypedDoesNothingElse() throws Exception {
    take(answer(OVERVIEW));
    press("/");
    "quit?".chars().forEach(c -> press(Character.toString(c)));

    assertThat(view.ended()).isFalse();
    assertThat(shown()).contains("filter: quit?▏  0 of 1", "Nothing passes the filter.");
    take(new Event.Pressed(Key.Named.BACKSPACE));
    assertThat(shown()).contains("filter: quit▏");
    take(new Event.Pressed(Key.Named.ESCAPE));
    assertThat(shown()).contains("4,711").doesNotContain("filter:");
    press("q");
    assertThat(view.ended()).isTrue();
  }

  @Test
  void noLineIsWiderThanTheTerminalAndNoneTooMany() throws Exception {
    take(answer(OVERVIEW));

    for (int width : new int[] {1, 10, 79, 300}) {
      for (int height : new int[] {1, 3, 5, 50}) {
        var lines = view.lines(width, height, 0);
        assertThat(lines).hasSizeLessThanOrEqualTo(height);
        assertThat(lines).allMatch(line -> Cell.columns(line.text()) <= width);
      }
    }
  }
}
