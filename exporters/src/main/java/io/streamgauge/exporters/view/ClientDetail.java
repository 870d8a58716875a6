package io.streamgauge.exporters.view;

import java.util.List;

/**
 * One client with what it does: {@code /api/v1/client}.
 *
 * @param apis by requests, most first
 * @param errors by count, most first
 * @param topics by bytes, most first
 * @param upgrades releases that it keeps from; empty if it keeps from none, or the jobs tell of
 *     none
 */
public record ClientDetail(
    Freshness freshness,
    ClientView client,
    List<Api> apis,
    List<Failure> errors,
    List<Topic> topics,
    List<FindingView> findings,
    List<UpgradeView> upgrades) {

  /** Requests of one api, since the job's state began. */
  public record Api(String api, long requests, double requestsPerSecond) {}

  /** Responses with one error, since the job's state began. */
  public record Failure(String api, String error, long responses) {}

  /** Records and bytes of one topic, since the job's state began, and rates of bytes. */
  public record Topic(
      String topic,
      long producedRecords,
      long producedBytes,
      long consumedRecords,
      long consumedBytes,
      double producedBytesPerSecond,
      double consumedBytesPerSecond) {}
}
