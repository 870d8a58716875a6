package io.streamgauge.exporters.view;

import io.streamgauge.exporters.store.StoredSeries;
import java.util.Map;

/** Why a group has its status, in a sentence: the rule that held, and of which partition. */
final class StatusText {
  /** By status and reason, as the rules in docs/status.md say. */
  private static final Map<String, String> RULES =
      Map.ofEntries(
          Map.entry("UNKNOWN coverage", "too little of the traffic behind it was read"),
          Map.entry("UNKNOWN no_high_watermark", "nobody told how far the partition goes"),
          Map.entry("UNKNOWN no_committed_offset", "no committed offset of the group is known"),
          Map.entry("UNKNOWN no_effective_lag", "what of the lag could be read is not known"),
          Map.entry("UNKNOWN ", "nothing is known yet"),
          Map.entry("ABANDONED ", "assigned to nobody, and no commit for 15 minutes"),
          Map.entry("REWIND recreated", "the topic was made anew"),
          Map.entry("REWIND ", "the committed offset went back and has not come back"),
          Map.entry("STOP no_members", "records arrive and wait, and the group has no members"),
          Map.entry("STOP ", "records wait, and commits and fetches have ceased"),
          Map.entry("STALL poison", "the same records are fetched again and again"),
          Map.entry("STALL ", "records wait, and the committed offset does not move"),
          Map.entry("OK ", "lag was gone within the window, or is young enough"),
          Map.entry("WARN ", "the lag grows"),
          Map.entry("CATCHING_UP ", "the lag shrinks"),
          Map.entry("LAGGING ", "the lag neither grows nor shrinks"));

  private StatusText() {}

  /** Of a series of {@code streamgauge_consumergroup_status_info}. */
  static String why(StoredSeries series) {
    String status = SeriesIndex.label(series, "status");
    String reason = SeriesIndex.label(series, "reason");
    String rule = RULES.getOrDefault(status + ' ' + reason, reason);
    String partition =
        SeriesIndex.label(series, "topic")
            + ", partition "
            + SeriesIndex.label(series, "partition");
    return rule.isEmpty() ? partition : rule + " (" + partition + ')';
  }
}
