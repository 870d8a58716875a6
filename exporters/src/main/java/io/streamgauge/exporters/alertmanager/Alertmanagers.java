package io.streamgauge.exporters.alertmanager;

import com.google.protobuf.InvalidProtocolBufferException;
import io.streamgauge.events.v1.Alert;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells any number of Alertmanagers of the same alerts, each at its own pace. */
public final class Alertmanagers implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final AlertBoard board;
  private final List<AlertPoster> posters = new ArrayList<>();

  /**
   * Where alerts go.
   *
   * @param urls where the Alertmanagers are
   * @param authorization value of the Authorization header for all of them, if one is wanted
   * @param resend period in which what fires is told again
   */
  public record Settings(List<URI> urls, Optional<String> authorization, Duration resend) {
    /** None. */
    public static final Settings OFF = new Settings(List.of(), Optional.empty(), resendDefault());

    /** A minute, as Prometheus does. */
    public static Duration resendDefault() {
      return Duration.ofMinutes(1);
    }
  }

  /** Begins to tell. */
  public Alertmanagers(Settings settings, Clock clock) {
    board = new AlertBoard(clock, AlertBoard.DEFAULT_MAX_ALERTS);
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    for (URI url : settings.urls()) {
      AlertmanagerClient client = new AlertmanagerClient(http, url, settings.authorization());
      posters.add(new AlertPoster(board, client, url.toString(), clock, settings.resend()));
    }
  }

  /**
   * Takes one record of the alerts topic.
   *
   * @param fingerprint its key
   * @param value an alert in bytes, or null for a tombstone
   */
  public void read(String fingerprint, byte[] value) throws InvalidProtocolBufferException {
    board.apply(fingerprint, value == null ? null : Alert.parseFrom(value));
  }

  @Override
  public void close() {
    posters.forEach(AlertPoster::close);
  }
}
