package io.streamgauge.quickstart.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter written = new StringWriter();
  private final PrintWriter out = new PrintWriter(written);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Progress progress = new Progress(out, true, nanos::get);

  @Test
  void nothingIsDrawnWhereNobodyLooks() {
    Progress unseen = new Progress(out, false, nanos::get);
    pass(Duration.ofHours(1));

    unseen.at("reading", 1, 2);
    unseen.clear();

    assertThat(written.toString()).isEmpty();
  }

  @Test
  void nothingIsDrawnOfARunThatIsSoonOver() {
    pass(Duration.ofMillis(999));

    progress.at("reading", 1, 2);
    progress.clear();

    assertThat(written.toString()).isEmpty();
  }

  @Test
  void aLongRunShowsHowFarItIsInOneLine() {
    pass(Duration.ofSeconds(1));

    progress.at("reading", 1, 2);

    assertThat(written.toString()).isEqualTo("\rreading   [############------------]  50 %");
  }

  @Test
  void whereTheEndIsUnknownItShowsHowMuchThereWas() {
    pass(Duration.ofSeconds(1));

    progress.at("reading", 12_345_678, 0);

    assertThat(written.toString()).isEqualTo("\rreading   12.3MB");
  }

  @Test
  void itIsDrawnTenTimesASecondAtMost() {
    pass(Duration.ofSeconds(1));
    progress.at("reading", 1, 100);
    pass(Duration.ofMillis(99));
    progress.at("reading", 2, 100);
    pass(Duration.ofMillis(1));
    progress.at("reading", 3, 100);

    assertThat(written.toString()).contains("  1 %", "  3 %").doesNotContain("  2 %");
  }

  @Test
  void figuresBeyondTheEndsStayWithin() {
    pass(Duration.ofSeconds(1));
    progress.at("analyzing", -7, 3);
    pass(Duration.ofSeconds(1));
    progress.at("analyzing", 7, 3);

    assertThat(written.toString())
        .contains("[------------------------]   0 %", "[########################] 100 %");
  }

  @Test
  void nothingOfItIsLeftAndNotesStay() {
    pass(Duration.ofSeconds(1));
    progress.at("reading", 1, 2);
    String drawn = written.toString();

    progress.note("cut at byte 7");

    String left = written.toString().substring(drawn.length());
    assertThat(left)
        .isEqualTo(
            "\r" + " ".repeat(drawn.length() - 1) + "\rcut at byte 7" + System.lineSeparator());
    progress.clear();
    assertThat(written.toString()).as("nothing to clear").isEqualTo(drawn + left);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
