package io.streamgauge.quickstart.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
public final class ManifestVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"streamgauge " + current()};
  }

  /** Like {@code 0.1.0}; {@code development} when classes do not run from a jar. */
  public static String current() {
    String version = ManifestVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
