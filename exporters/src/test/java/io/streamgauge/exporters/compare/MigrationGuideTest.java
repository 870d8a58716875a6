package io.streamgauge.exporters.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.exporters.compare.Counterpart.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MigrationGuideTest {
  private static final Path GUIDE = Path.of("../docs/migrate.md");
  private static final Pattern METRIC = Pattern.compile("(?:streamgauge|kafka)_[a-z_]+");

  @Test
  void theCheckedInGuideIsWhatTheCounterpartsSay() throws IOException {
    String guide = MigrationGuide.markdown();
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      Files.writeString(GUIDE, guide);
    }

    assertThat(GUIDE).hasContent(guide);
  }

  @Test
  void namesOfOtherExportersAreAllDifferent() {
    assertThat(Counterparts.all()).extracting(Counterpart::theirs).doesNotHaveDuplicates();
  }

  @Test
  void whatIsComparedIsOneOfOurMetricsUnderAllItsLabels() {
    assertThat(Counterparts.all())
        .filteredOn(Counterpart::compared)
        .allSatisfy(each -> assertThat(MetricCatalog.find(each.ours())).isPresent());
  }

  @Test
  void everyMetricOfOursThatIsNamedIsInTheCatalogue() {
    Set<String> known =
        MetricCatalog.all().stream().map(metric -> metric.name()).collect(Collectors.toSet());
    for (Counterpart each : Counterparts.all()) {
      Matcher named = METRIC.matcher(each.ours());
      while (named.find() && !each.ours().contains(":")) {
        assertThat(known).as(each.theirs()).contains(named.group());
      }
    }
  }

  @Test
  void whatIsNotAvailableSaysWhy() {
    assertThat(Counterparts.all())
        .filteredOn(each -> each.verdict() == Verdict.NOT_AVAILABLE)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.note()).isNotBlank())
        .allSatisfy(each -> assertThat(each.ours()).isEmpty());
  }

  @Test
  void theWholeDropInFamilyStandsForKafkaExporter() {
    List<String> ours =
        MetricCatalog.all().stream()
            .filter(metric -> metric.compatibility())
            .map(metric -> metric.name())
            .toList();

    assertThat(Counterparts.all())
        .filteredOn(each -> each.of() == Counterpart.Exporter.KAFKA_EXPORTER)
        .extracting(Counterpart::theirs)
        .containsAll(ours);
  }
}
