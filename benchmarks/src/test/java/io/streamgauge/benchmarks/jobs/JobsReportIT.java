package io.streamgauge.benchmarks.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No figure is judged: that there are any proves that the job ran over all events. */
class JobsReportIT {
  private static final JobsReport.Size TINY =
      new JobsReport.Size(500, 1_000, 1, 3, Duration.ofMillis(500));

  @TempDir private Path folder;

  @Test
  void theJobRunsAsFastAsItCan() throws Exception {
    // Given
    JobsReport report = new JobsReport(folder, TINY);
    // When
    List<String> rows = report.throughput(List.of(100), List.of(JobsReport.HEAP));
    // Then
    List<String> row = cells(rows, 2);
    assertThat(row).startsWith("hashmap").contains("1.00");
    assertThat(row.get(4)).startsWith("≥ 200,000");
    assertThat(number(row.get(3))).as("rollups per second and core").isPositive();
  }

  @Test
  void theJobRunsAtThePaceOfTheWallOnRocksDb() throws Exception {
    // Given
    JobsReport report = new JobsReport(folder, TINY);
    // When
    List<String> rows = report.latency(List.of(100), List.of(JobsReport.ROCKSDB));
    // Then counters and lag were told after the end of their seconds
    List<String> row = cells(rows, 2);
    assertThat(row).startsWith("rocksdb");
    assertThat(number(row.get(5))).as("p99 of counters").isPositive();
    assertThat(number(row.get(8))).as("p99 of lag").isPositive();
    assertThat(row.get(10)).as("bytes of state per key").matches("[0-9,]+");
  }

  private static List<String> cells(List<String> rows, int row) {
    assertThat(rows).hasSizeGreaterThan(row);
    List<String> heading = Arrays.asList(rows.get(0).split("\\|"));
    List<String> cells =
        Arrays.stream(rows.get(row).split("\\|")).skip(1).map(String::strip).toList();
    assertThat(cells).hasSize(heading.size() - 1);
    return cells;
  }

  private static double number(String cell) {
    return Double.parseDouble(cell.replace(",", ""));
  }
}
