package io.streamgauge.agent.cli;

/** The version of this software, from the jar's manifest. */
final class Versions {
  private Versions() {}

  static String of(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
