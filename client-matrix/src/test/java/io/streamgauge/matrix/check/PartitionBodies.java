package io.streamgauge.matrix.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.matrix.broker.LoggedRequest;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.HashMap;
import java.util.Map;

/**
 * Partitions of Produce, Fetch, ShareFetch, ListOffsets and the apis of committed offsets, from the
 * capture and from the request log, in one form.
 */
final class PartitionBodies {
  private static final int PRODUCE = 0;
  private static final int FETCH = 1;
  private static final int LIST_OFFSETS = 2;
  private static final int OFFSET_COMMIT = 8;
  private static final int OFFSET_FETCH = 9;
  private static final int TXN_OFFSET_COMMIT = 28;
  private static final int SHARE_FETCH = 78;

  private static final Map<String, String> ERROR = Map.of("errorCode", "error");
  private static final Map<String, String> BYTES = Map.of("recordsSizeInBytes", "bytes");
  private static final Map<String, String> COMMITTED = Map.of("committedOffset", "committed");
  private static final Map<String, String> PRODUCED =
      Map.of("errorCode", "error", "baseOffset", "base", "logStartOffset", "log start");
  private static final Map<String, String> FETCHED =
      Map.of(
          "errorCode",
          "error",
          "highWatermark",
          "high watermark",
          "lastStableOffset",
          "last stable",
          "logStartOffset",
          "log start",
          "recordsSizeInBytes",
          "bytes");

  private PartitionBodies() {}

  /** What was captured. */
  static PartitionLines seen(Exchange exchange, PartitionDetails details) {
    PartitionLines lines = new PartitionLines();
    for (int i = 0; i < details.size(); i++) {
      PartitionRow row = details.row(i);
      Map<String, Long> figures = figures(exchange.apiKey(), row);
      if (row.errorCode() != Exchange.NO_ERROR_CODE) {
        figures.put("error", (long) row.errorCode());
      }
      lines.add(row, figures);
    }
    return lines;
  }

  private static Map<String, Long> figures(int api, PartitionRow row) {
    Map<String, Long> figures = new HashMap<>();
    switch (api) {
      case PRODUCE -> {
        figures.put("bytes", row.bytes());
        figures.put("base", row.baseOffset());
        figures.put("log start", row.logStartOffset());
      }
      case FETCH -> {
        figures.put("bytes", row.bytes());
        figures.put("high watermark", row.highWatermark());
        figures.put("last stable", row.lastStableOffset());
        figures.put("log start", row.logStartOffset());
      }
      case SHARE_FETCH -> figures.put("acquired", Math.max(0, row.acquiredRecords()));
      case LIST_OFFSETS -> {
        figures.put("timestamp", row.timestamp());
        figures.put("offset", row.offset());
      }
      default -> figures.put("committed", row.committedOffset());
    }
    return figures;
  }

  /** What the broker logged. */
  static PartitionLines logged(LoggedRequest logged) {
    JsonNode request = logged.request();
    JsonNode response = logged.response();
    PartitionLines lines = new PartitionLines();
    switch (logged.apiKey()) {
      case PRODUCE ->
          lines
              .add(request.path("topicData"), "partitionData", "index", BYTES)
              .add(response.path("responses"), "partitionResponses", "index", PRODUCED);
      case FETCH -> lines.add(response.path("responses"), "partitions", "partitionIndex", FETCHED);
      case SHARE_FETCH -> addShareFetch(response.path("responses"), lines);
      case LIST_OFFSETS ->
          lines
              .add(
                  request.path("topics"),
                  "partitions",
                  "partitionIndex",
                  Map.of("timestamp", "timestamp"))
              .add(
                  response.path("topics"),
                  "partitions",
                  "partitionIndex",
                  Map.of("errorCode", "error", "offset", "offset"));
      case OFFSET_COMMIT, TXN_OFFSET_COMMIT ->
          lines
              .add(request.path("topics"), "partitions", "partitionIndex", COMMITTED)
              .add(response.path("topics"), "partitions", "partitionIndex", ERROR);
      case OFFSET_FETCH -> addOffsetFetch(response, lines);
      default -> throw new IllegalArgumentException("no api of partitions: " + logged.apiKey());
    }
    return lines;
  }

  private static void addShareFetch(JsonNode topics, PartitionLines lines) {
    // The log leaves out how large the record sets are.
    lines.add(topics, "partitions", "partitionIndex", ERROR);
    for (JsonNode topic : topics) {
      for (JsonNode partition : topic.path("partitions")) {
        long acquired = 0;
        for (JsonNode range : partition.path("acquiredRecords")) {
          acquired += range.path("lastOffset").asLong() - range.path("firstOffset").asLong() + 1;
        }
        lines.put(topic, partition, "acquired", acquired);
      }
    }
  }

  private static void addOffsetFetch(JsonNode response, PartitionLines lines) {
    lines
        .add(response.path("topics"), "partitions", "partitionIndex", ERROR)
        .add(response.path("topics"), "partitions", "partitionIndex", COMMITTED);
    for (JsonNode group : response.path("groups")) {
      lines
          .add(group.path("topics"), "partitions", "partitionIndex", ERROR)
          .add(group.path("topics"), "partitions", "partitionIndex", COMMITTED);
    }
  }
}
