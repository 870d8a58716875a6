package io.streamgauge.drivers.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;

/** Holds the report of one scenario against what was to be done. */
final class ReportCheck {
  private final Release release;
  private final String action;
  private final JsonNode report;
  private final SoftAssertions softly;

  ReportCheck(Release release, ObjectNode scenario, JsonNode report, SoftAssertions softly) {
    this.release = release;
    this.action = Scenarios.text(scenario, "action");
    this.report = report;
    this.softly = softly;
  }

  void isSkippedWithAReason() {
    softly.assertThat(report.get("ok").asBoolean()).as("ok of %s", report).isFalse();
    softly.assertThat(report.get("error").isNull()).as("no error in %s", report).isTrue();
    softly.assertThat(report.get("skipped").asText()).startsWith("kafka-clients ");
  }

  void isComplete() {
    int times = action.equals("seek") ? 2 : 1;
    number("records", times * Scenarios.RECORDS);
    number("record_bytes", times * Scenarios.RECORDS * Scenarios.RECORD_BYTES);
    softly.assertThat(report.get("ok").asBoolean()).as("ok of %s", report).isTrue();
    softly.assertThat(report.get("requests_exact").asBoolean()).as("exact: %s", report).isTrue();
    softly.assertThat(report.get("requests_sent").asInt()).as("sent: %s", report).isPositive();
    present("software_name", release.modern());
    present("software_version", release.modern());
    present("bytes_sent", countsBytes());
    present("bytes_received", countsBytes());
    members();
  }

  /** The admin client has no metrics in releases whose producer has. */
  private boolean countsBytes() {
    return action.equals("admin") ? release.modern() : release.countsBytes();
  }

  private void members() {
    boolean joins = Set.of("consume", "seek", "rebalance").contains(action);
    if (joins) {
      for (Map.Entry<String, JsonNode> last : report.get("last_offsets").properties()) {
        softly
            .assertThat(report.get("committed").path(last.getKey()).asLong())
            .as("committed in %s", report)
            .isEqualTo(last.getValue().asLong() + 1);
      }
      softly
          .assertThat(report.get("committed").size())
          .as("committed in %s", report)
          .isEqualTo(Scenarios.PARTITIONS);
    }
    int members = joins && release.modern() ? (action.equals("rebalance") ? 2 : 1) : 0;
    softly
        .assertThat(report.get("member_ids").size())
        .as("member_ids of %s", report)
        .isEqualTo(members);
    present("generation", members > 0);
  }

  private void number(String field, int expected) {
    softly.assertThat(report.get(field).asInt()).as("%s of %s", field, report).isEqualTo(expected);
  }

  private void present(String field, boolean expected) {
    softly
        .assertThat(!report.get(field).isNull())
        .as("%s is there in %s", field, report)
        .isEqualTo(expected);
  }
}
