package io.streamgauge.matrix.client;

import io.streamgauge.matrix.broker.Credentials;

/** How a scenario's client authenticates. */
public record Security(String mechanism, String username, String password) {
  static Security of(String mechanism) {
    return new Security(mechanism, Credentials.USER, Credentials.PASSWORD);
  }
}
